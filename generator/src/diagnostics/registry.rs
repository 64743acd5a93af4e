//! The registry of diagnostics: one table with the code, severity, title, explanation and fix of
//! each.
//!
//! A [`Code`] is a value of this table, so that an unregistered code does not compile.
//! `docs/diagnostics.md` is printed from the table by [`documentation`], and a test compares the
//! two.

use std::fmt;

use super::Severity;

macro_rules! registry {
    ($($section:literal { $(
        $code:ident = $severity:ident $name:literal $title:literal {
            $explanation:literal $(fix $fix:literal)?
        }
    )+ })+) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $explanation] $code,)+)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$($(Self::$code,)+)+];

            pub(super) fn entry(self) -> &'static Entry {
                match self {
                    $($(Self::$code => &Entry {
                        section: $section,
                        name: $name,
                        severity: Severity::$severity,
                        title: $title,
                        explanation: $explanation,
                        fix: registry!(@fix $($fix)?),
                    },)+)+
                }
            }
        }
    };
    (@fix) => { None };
    (@fix $fix:literal) => { Some($fix) };
}

mod table;

pub use table::Code;

/// One row of the table.
struct Entry {
    section: &'static str,
    name: &'static str,
    severity: Severity,
    title: &'static str,
    explanation: &'static str,
    fix: Option<&'static str>,
}

impl Code {
    /// The stable name that messages show: `ref-dangling`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// How serious it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// A few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// One or two sentences.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.entry().explanation
    }

    /// What to do, unless a message has more specific help. `None` if there is nothing to do.
    #[must_use]
    pub fn fix(self) -> Option<&'static str> {
        self.entry().fix
    }
}

impl Code {
    /// Whether it is an error in one part of a document (an operation, a parameter, a schema),
    /// without which an SDK can be generated. `--skip-unsupported` leaves out that part.
    #[must_use]
    pub fn is_skippable(self) -> bool {
        matches!(
            self,
            Self::PathTemplate
                | Self::Method
                | Self::KeywordShape
                | Self::KeywordMissing
                | Self::Status
                | Self::ParameterSchema
                | Self::DocumentShape
                | Self::RefExternal
                | Self::RefSyntax
                | Self::RefDangling
                | Self::RefCircular
                | Self::RefUnsupported
                | Self::RefKind
                | Self::ParamName
                | Self::SecurityMissing
                | Self::SecurityScheme
                | Self::RetryRule
                | Self::TypeUnknown
                | Self::AllofCircular
        )
    }

    /// Whether it can follow from a part that was taken out: it reports that something is missing.
    pub(super) fn is_about_absence(self) -> bool {
        matches!(
            self,
            Self::PathParamMissing
                | Self::SuccessMissing
                | Self::DocumentEmpty
                | Self::TagUnknown
                | Self::BodyMediaType
                | Self::EventEmpty
                | Self::EventMediaType
                | Self::SecurityMissing
                | Self::RequiredUnknown
                | Self::ParameterSchema
                | Self::ParamType
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text of `docs/diagnostics.md`.
#[must_use]
pub fn documentation() -> String {
    let mut text = HEAD.to_owned();
    let mut section = "";
    for code in Code::ALL {
        let entry = code.entry();
        if entry.section != section {
            section = entry.section;
            text.push_str(&format!("\n## {section}\n\n{COLUMNS}"));
        }
        let severity = match entry.severity {
            Severity::Error if code.is_skippable() => "error, skippable",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let fix = entry.fix.map_or_else(|| "Nothing.".to_owned(), sentence);
        text.push_str(&format!(
            "| `{}` | {severity} | **{}** {} | {fix} |\n",
            entry.name,
            sentence(entry.title),
            entry.explanation,
        ));
    }
    text
}

const HEAD: &str = "\
# Diagnostics

What the generator reports about its inputs, by code. Each message names the file, line, JSON
pointer and fix; this table explains the codes in general. After an error, generation stops and
nothing is written. A warning or a note does not stop it.

With `--skip-unsupported`, a *skippable* error does not stop it either. The part of the document with
the error is left out, and reported as the warning `skipped`:

- a schema allows any value (`serde_json::Value`), so that no value is lost;
- an optional parameter, a header, an error response, a callback or a server is left out;
- anything else of an operation, such as a required parameter, its body or a success response, is a
  reason to leave out the operation. For a path item, it is the path, and for a webhook, the event;
- what refers to a component that is left out is treated as if the error were there;
- a security scheme is left out with the alternatives that name it, and with the operations that have
  no other alternative.

The README of the SDK lists what is left out. Errors in the input files, overlays, settings and
extensions of this project are not skippable, because their author can correct them. Neither is an
error outside of these parts, such as a missing `info`.

The table is printed from `generator/src/diagnostics/registry/table.rs`; do not edit it here.
";

const COLUMNS: &str = "| code | severity | meaning | fix |\n|---|---|---|---|\n";

/// The words as a sentence.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}
