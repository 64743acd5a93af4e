//! What is wrong with an input, collected while a step works and reported together.
//!
//! A step pushes [`Diagnostic`]s and goes on as far as it can; the pipeline stops after the first step that left an
//! error. Each names its code, its file, the JSON pointer of the place and what to do; line and column are looked
//! up only when it is rendered.

mod located;
mod render;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use crate::pointer::Pointer;
use crate::source::Source;

pub use located::Located;
pub use render::Style;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Understood and told, nothing to do.
    Note,
    /// Probably not what the author meant; the SDK is written all the same.
    Warning,
    /// The input can't be used; nothing is written.
    Error,
}

/// One finding about one place of one input.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A short stable name of the kind of finding, `ref-dangling`; listed in `generator/docs/diagnostics.md`.
    pub code: &'static str,
    /// The input that it is about.
    pub source: Arc<Source>,
    /// The place in that input.
    pub pointer: Pointer,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Line and column, counted from one, where they are known already (a syntax error has no pointer).
    pub position: Option<(usize, usize)>,
}

impl Diagnostic {
    fn new(
        severity: Severity,
        code: &'static str,
        source: &Arc<Source>,
        pointer: &Pointer,
        message: String,
    ) -> Self {
        Self {
            severity,
            code,
            source: Arc::clone(source),
            pointer: pointer.clone(),
            message,
            help: None,
            position: None,
        }
    }

    /// A finding that stops the generation.
    #[must_use]
    pub fn error(
        code: &'static str,
        source: &Arc<Source>,
        pointer: &Pointer,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, source, pointer, message.into())
    }

    /// A finding that is told and does not stop the generation.
    #[must_use]
    pub fn warning(
        code: &'static str,
        source: &Arc<Source>,
        pointer: &Pointer,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, source, pointer, message.into())
    }

    /// A remark.
    #[must_use]
    pub fn note(
        code: &'static str,
        source: &Arc<Source>,
        pointer: &Pointer,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Note, code, source, pointer, message.into())
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds line and column, counted from one.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.position = Some((line, column));
        self
    }
}

/// The findings so far.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// The findings in the order they came.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Passes a step's result on when no error was collected.
    ///
    /// # Errors
    ///
    /// [`Failed`] when there is an error among the findings.
    pub fn checked<T>(&self, value: T) -> Result<T, Failed> {
        if self.has_errors() {
            Err(Failed)
        } else {
            Ok(value)
        }
    }
}

/// A step could not give its result; the [`Diagnostics`] say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the input can't be used")
    }
}

impl std::error::Error for Failed {}
