//! The list of what is left out of the SDK because of errors in the document.

use crate::ir::LeftOut;
use crate::markdown::{no_links, sanitize, wrap};

/// The width of text in the README.
const WIDTH: usize = 100;

/// The lines of a Markdown list. Reasons quote the document, so the list is sanitized like any
/// other description.
pub(crate) fn left_out(parts: &[LeftOut]) -> Vec<String> {
    let items: Vec<String> = parts.iter().map(item).collect();
    wrap(&sanitize(&items.join("\n"), &no_links), WIDTH)
}

fn item(part: &LeftOut) -> String {
    let LeftOut {
        part,
        is_free_value,
        reason,
    } = part;
    let effect = match is_free_value {
        true => ", which is any JSON value",
        false => "",
    };
    let text = format!("{part}{effect}: {reason}");
    format!(
        "- {}.",
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}
