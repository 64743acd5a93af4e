//! `sdk.toml`: what is the API's and not OpenAPI's. Every setting has a default that follows from the document.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::header::is_name;
use crate::pointer::Pointer;
use crate::source::Source;

/// All settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Which document they are for.
    pub document: DocumentSettings,
    /// The crate.
    #[serde(rename = "crate")]
    pub package: CrateSettings,
    /// How a key becomes a header.
    pub auth: AuthSettings,
    /// What the API's errors look like.
    pub error: ErrorSettings,
    /// What the headers of its answers are called.
    pub headers: HeaderSettings,
    /// How the API's events are signed and wrapped.
    pub events: EventSettings,
}

/// Which document the settings are for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentSettings {
    /// `info.title` of the documents that they apply to. Without it they apply to any.
    pub title: Option<String>,
    /// Date of the document, for the crate's docs.
    pub date: Option<String>,
}

/// The emitted crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CrateSettings {
    /// By default the document's title in kebab case.
    pub name: Option<String>,
    /// By default `0.1.0`.
    pub version: Option<String>,
    /// One line.
    pub description: Option<String>,
    /// At most five.
    pub keywords: Vec<String>,
    /// Of the registry's list.
    pub categories: Vec<String>,
    /// Lines for `[dev-dependencies]`, for tests and benches that stand beside the emitted files.
    pub dev_dependencies: Vec<String>,
    /// Benches beside the emitted files that have a `main` of their own.
    pub benches: Vec<Bench>,
}

/// A bench with a `main` of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bench {
    /// Of the file in `benches/`.
    pub name: String,
    /// Features without which it is left out.
    #[serde(default)]
    pub required_features: Vec<String>,
}

/// How a key becomes a header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthSettings {
    /// Environment variable with a raw key.
    pub environment_key: Option<String>,
    /// Environment variable with a ready header.
    pub environment_header: Option<String>,
    /// What stands before the key; by default what the security scheme says.
    pub prefix: Option<String>,
    /// How the key is written; by default what the security scheme says.
    pub encoding: Option<Encoding>,
}

/// How a key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// As it is.
    Plain,
    /// In standard Base64.
    Base64,
}

/// What the API's errors look like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ErrorSettings {
    /// The component; by default the one that most error answers have.
    pub schema: Option<String>,
    /// Its member with the message for people.
    pub message: Option<String>,
    /// Its member with what the API's support asks for.
    pub correlation_id: Option<String>,
}

/// Headers of answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HeaderSettings {
    /// How many calls the caller's quota allows.
    pub rate_limit: String,
    /// How many of them are left.
    pub rate_limit_remaining: String,
    /// When the quota starts afresh.
    pub rate_limit_reset: String,
    /// What the API's support finds a request by.
    pub request_id: String,
}

impl HeaderSettings {
    fn all(&self) -> [&str; 4] {
        [
            &self.rate_limit,
            &self.rate_limit_remaining,
            &self.rate_limit_reset,
            &self.request_id,
        ]
    }
}

impl Default for HeaderSettings {
    fn default() -> Self {
        // What most APIs call them.
        Self {
            rate_limit: "x-ratelimit-limit".to_owned(),
            rate_limit_remaining: "x-ratelimit-remaining".to_owned(),
            rate_limit_reset: "x-ratelimit-reset".to_owned(),
            request_id: "x-request-id".to_owned(),
        }
    }
}

/// How the API's events are signed and wrapped. Members are by default those that the bodies of all events have in
/// common and that have usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventSettings {
    /// What stands before `id`, `timestamp` and `signature` in names of headers, the usual one first; by default
    /// `webhook-`.
    pub header_prefixes: Vec<String>,
    /// What stands before the Base64 of a secret; by default `whsec_`.
    pub secret_prefix: Option<String>,
    /// How far the sender's clock may be off, either way, in seconds; by default 300.
    pub tolerance_seconds: Option<u64>,
    /// Member of a body with the event's id.
    pub id: Option<String>,
    /// Members of a body with the event's type: the first that holds text counts.
    pub types: Vec<String>,
    /// Member of a body with the time at which the event was made.
    pub date: Option<String>,
    /// Member of a body with what the event is about.
    pub payload: Option<String>,
    /// File of the crate, written by hand, that tells how to receive events; the README names it.
    pub guide: Option<String>,
}

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    ///
    /// Text that is not TOML, and settings that there are not.
    pub fn read(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Result<Self, Failed> {
        let mut error = |place: usize, message: &str| {
            let (line, column) = position(&source.text, place);
            let at = Pointer::root();
            let diagnostic = Diagnostic::error("settings", source, &at, message);
            diagnostics.push(
                diagnostic
                    .at(line, column)
                    .help("`spec/README.md` lists the settings"),
            );
            Failed
        };
        let settings: Self = toml::from_str(&source.text)
            .map_err(|wrong| error(wrong.span().map_or(0, |span| span.start), wrong.message()))?;
        let wrong = settings
            .headers
            .all()
            .into_iter()
            .find(|name| !is_name(name));
        match wrong {
            Some(name) => {
                let place = source.text.find(name).unwrap_or_default();
                Err(error(
                    place,
                    &format!("`{name}` is not the name of a header"),
                ))
            }
            None => Ok(settings),
        }
    }

    /// Whether they are for the document of this title.
    #[must_use]
    pub fn apply_to(&self, title: &str) -> bool {
        self.document
            .title
            .as_deref()
            .is_none_or(|wanted| wanted == title)
    }
}

/// Line and column, counted from one, of a byte.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |rest| rest.chars().count())
        + 1;
    (line, column)
}
