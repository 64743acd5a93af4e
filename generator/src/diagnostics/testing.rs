//! What tests of any step need to look at findings.

use super::{Diagnostics, Style};

/// The table of all codes.
const TABLE: &str = include_str!("../../docs/diagnostics.md");

/// The report as plain text, once every code in it is found in the table of codes.
pub(crate) fn report(diagnostics: &Diagnostics) -> String {
    for finding in diagnostics.iter() {
        let listed = TABLE.contains(&format!("| `{}` |", finding.code));
        assert!(listed, "{} is missing in docs/diagnostics.md", finding.code);
        assert!(!finding.message.ends_with('.'), "{}", finding.message);
        assert!(finding.help.is_some(), "{} has no help", finding.code);
    }
    diagnostics.render(Style::Plain)
}
