//! Diagnostics: what is wrong with an input, collected by the steps and reported together.
//!
//! A step reports through a `Reporter` and continues as far as it can. The pipeline stops after
//! the first step that reported an error. Each diagnostic has a [`Code`] of the registry, a source,
//! the JSON pointer of the location and a fix. Line and column are looked up (`positions`) only
//! when diagnostics are rendered.

mod located;
pub(crate) mod positions;
mod registry;
mod render;
mod reporter;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::files;
use crate::pointer::Pointer;
use crate::source_file::Source;

pub use located::Located;
pub use positions::Span;
pub use registry::{Code, documentation};
pub use render::Style;
pub(crate) use reporter::Reporter;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Information only; nothing needs to be done.
    Note,
    /// Probably a mistake. The SDK is generated anyway.
    Warning,
    /// The input cannot be used. Nothing is generated.
    Error,
}

/// One problem at one location of one input.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The kind of problem, which determines the severity.
    pub code: Code,
    /// The input with the problem.
    pub source: Arc<Source>,
    /// The location in that input.
    pub pointer: Pointer,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to fix it, if there is anything to fix.
    pub help: Option<String>,
    /// Line and column, both from 1, if they are known without a pointer (syntax errors).
    pub position: Option<(usize, usize)>,
}

impl Diagnostic {
    /// A diagnostic with the fix of the registry as its help.
    #[must_use]
    pub(crate) fn new(
        code: Code,
        source: &Arc<Source>,
        pointer: &Pointer,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            source: Arc::clone(source),
            pointer: pointer.clone(),
            message: message.into(),
            help: code.fix().map(str::to_owned),
            position: None,
        }
    }

    /// Replaces the help by more specific help.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets line and column, both from 1.
    #[must_use]
    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        self.position = Some((line, column));
        self
    }

    /// The severity of its code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The diagnostics of a run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// The parts of inputs that were taken out because of an error: path and pointer.
    taken_out: BTreeSet<(String, String)>,
    /// The files that the document refers to, by path.
    files: Vec<(String, Arc<Source>)>,
}

impl Diagnostics {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic, unless it is a consequence of an earlier one: about a part that was taken
    /// out, or about something that is missing in the object that the part was in. One about a
    /// location in a file of the document is about that file.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.is_consequence(&diagnostic) {
            return;
        }
        if let Some((path, inner)) = files::split(&diagnostic.pointer)
            && let Some((_, source)) = self.files.iter().find(|(known, _)| *known == path)
        {
            diagnostic.source = Arc::clone(source);
            diagnostic.pointer = inner;
        }
        self.all.push(diagnostic);
    }

    /// Adds a file that the document refers to.
    pub(crate) fn add_file(&mut self, path: &str, source: &Arc<Source>) {
        self.files.push((path.to_owned(), Arc::clone(source)));
    }

    /// A file that the document refers to.
    #[cfg(feature = "lint")]
    pub(crate) fn file(&self, path: &str) -> Option<&Arc<Source>> {
        let mut files = self.files.iter();
        files.find_map(|(known, source)| (known == path).then_some(source))
    }

    /// The location of a diagnostic in a document to which its files were added. `None` if it is about
    /// another input.
    pub(crate) fn location(&self, one: &Diagnostic, document: &Arc<Source>) -> Option<Pointer> {
        if Arc::ptr_eq(&one.source, document) || one.source == *document {
            return Some(one.pointer.clone());
        }
        let mut files = self.files.iter();
        let (path, _) = files.find(|(_, source)| *source == one.source)?;
        Some(files::location(path, &one.pointer))
    }

    /// Whether a part of an input was taken out.
    pub(crate) fn has_taken_out(&self) -> bool {
        !self.taken_out.is_empty()
    }

    /// Notes that a part of an input is taken out of it because of an error.
    pub(crate) fn note_taken_out(&mut self, source: &Source, at: &Pointer) {
        self.taken_out.insert((source.path.clone(), at.to_string()));
    }

    /// Whether a location is in a part that was taken out.
    pub(crate) fn is_taken_out(&self, source: &Source, at: &Pointer) -> bool {
        if self.taken_out.is_empty() {
            return false;
        }
        let mut location = Some(at.clone());
        while let Some(at) = location {
            if self
                .taken_out
                .contains(&(source.path.clone(), at.to_string()))
            {
                return true;
            }
            location = at.parent();
        }
        false
    }

    fn is_consequence(&self, diagnostic: &Diagnostic) -> bool {
        if self.taken_out.is_empty() {
            return false;
        }
        let Diagnostic {
            source, pointer, ..
        } = diagnostic;
        // It is the report about the part itself.
        if diagnostic.code == Code::Skipped {
            return false;
        }
        if !diagnostic.code.is_about_absence() {
            return self.is_taken_out(source, pointer);
        }
        let is_gone = |part: Pointer| {
            self.is_taken_out(source, &part) || self.contains_taken_out(source, &part)
        };
        match diagnostic.code {
            Code::RequiredUnknown => {
                let schema = pointer.parent().unwrap_or_default();
                self.is_taken_out(source, &schema.child("properties"))
            }
            Code::PathParamMissing => {
                let path = pointer.parent().unwrap_or_default();
                is_gone(pointer.child("parameters")) || is_gone(path.child("parameters"))
            }
            // If there is no error, the parts were left out on purpose, and nothing remains.
            Code::DocumentEmpty if !self.has_errors() => false,
            _ => is_gone(pointer.clone()),
        }
    }

    /// Whether a part inside of a location was taken out.
    fn contains_taken_out(&self, source: &Source, at: &Pointer) -> bool {
        let inside = format!("{at}/");
        let start = (source.path.clone(), inside.clone());
        let following = self.taken_out.range(start..).next();
        following.is_some_and(|(path, at)| *path == source.path && at.starts_with(&inside))
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of diagnostics of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|one| one.severity() == severity).count()
    }

    /// The diagnostics in the order in which they were reported.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the result of a step if no error was reported.
    ///
    /// # Errors
    ///
    /// [`Failed`] if there is an error among the diagnostics.
    pub(crate) fn checked<T>(&self, value: T) -> Result<T, Failed> {
        if self.has_errors() {
            Err(Failed)
        } else {
            Ok(value)
        }
    }
}

/// A step failed; the [`Diagnostics`] say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the input cannot be used")
    }
}

impl std::error::Error for Failed {}
