//! The reporter: what a step uses to report diagnostics about one source.

use std::sync::Arc;

use super::{Code, Diagnostic, Diagnostics, Failed};
use crate::pointer::Pointer;
use crate::source_file::Source;

/// Collects diagnostics about one source.
pub(crate) struct Reporter<'a> {
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(source: &'a Arc<Source>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            source,
            diagnostics,
        }
    }

    /// A reporter with a shorter lifetime.
    pub(crate) fn reborrow(&mut self) -> Reporter<'_> {
        Reporter::new(self.source, self.diagnostics)
    }

    /// Reports a problem, with the fix of the registry as its help.
    pub(crate) fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(code, self.source, at, message));
    }

    /// Reports a problem with more specific help than the fix of the registry.
    pub(crate) fn report_with_help(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::new(code, self.source, at, message).help(help));
    }

    /// Notes that a part of the source is taken out, so that its consequences are not reported.
    pub(crate) fn note_taken_out(&mut self, at: &Pointer) {
        self.diagnostics.note_taken_out(self.source, at);
    }

    /// Whether a location is in a part of the source that was taken out.
    pub(crate) fn is_taken_out(&self, at: &Pointer) -> bool {
        self.diagnostics.is_taken_out(self.source, at)
    }

    /// Whether a problem of this kind was reported.
    pub(crate) fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|one| one.code == code)
    }

    /// Whether a part of an input was taken out.
    pub(crate) fn has_taken_out(&self) -> bool {
        self.diagnostics.has_taken_out()
    }

    /// Returns the result of a step if no error was reported.
    ///
    /// # Errors
    ///
    /// [`Failed`] if there is an error among the diagnostics.
    pub(crate) fn checked<T>(&self, value: T) -> Result<T, Failed> {
        self.diagnostics.checked(value)
    }
}
