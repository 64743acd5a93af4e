//! Helpers for unit tests that compare diagnostics.

use super::{Diagnostics, Style};

/// The report as plain text, after checking the style of each diagnostic.
pub(crate) fn report(diagnostics: &Diagnostics) -> String {
    for diagnostic in diagnostics.iter() {
        assert!(!diagnostic.message.ends_with('.'), "{}", diagnostic.message);
        assert!(diagnostic.help.is_some(), "{} has no help", diagnostic.code);
    }
    diagnostics.render(Style::Plain)
}
