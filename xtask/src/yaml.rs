//! Changes the text of a YAML or JSON document to have another value, and keeps everything else:
//! comments, the order of keys, quotes and line breaks.
//!
//! [`tree`] reads the text with a parser that keeps positions, [`edit`] compares the old value with
//! the new one and replaces the parts of the text that differ, and `print` writes new parts. The
//! result is read again and compared with the new value, so a text is changed correctly or not at
//! all.

mod edit;
mod print;
mod tree;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use sdk_generator::diagnostics::{Diagnostics, Style};
use sdk_generator::source::{self, Source};
use serde_json::Value;

/// Why a text cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EditError(String);

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a text as the generator does.
///
/// # Errors
///
/// The diagnostics, as text.
pub(crate) fn read(source: &Source) -> Result<Value, String> {
    let mut diagnostics = Diagnostics::new();
    match source::read(Arc::new(source.clone()), &mut diagnostics) {
        Ok(document) => Ok(document.value),
        Err(_) => Err(diagnostics.render(Style::Plain)),
    }
}

/// The text of the document with the value `new` instead of `old`, which is what the text means.
/// JSON is printed again, with its own indentation.
///
/// # Errors
///
/// A part that differs is written in a way that cannot be changed, such as an anchor with aliases
/// or a merge key.
pub(crate) fn with_value(source: &Source, old: &Value, new: &Value) -> Result<String, EditError> {
    if old == new {
        return Ok(source.text.clone());
    }
    let text = if source.is_json() {
        print::json(source.body(), new)
    } else {
        edit::edit(source.body(), old, new).map_err(|reason| refused(source, &reason))?
    };
    let mark = if source.text == source.body() {
        ""
    } else {
        "\u{feff}"
    };
    let changed = Source {
        path: source.path.clone(),
        text: format!("{mark}{text}"),
    };
    match read(&changed) {
        Ok(value) if value == *new => Ok(changed.text),
        _ => Err(refused(
            source,
            "a part that differs has an anchor with aliases, or an unusual layout",
        )),
    }
}

/// The line of a location in a text, from 1, or that of its nearest ancestor.
pub(crate) fn line(source: &Source, tokens: &[String]) -> usize {
    let position = tree::parse(source.body()).map_or(0, |root| root.position(tokens));
    let before = source.body().get(..position).unwrap_or_default();
    before.matches('\n').count() + 1
}

fn refused(source: &Source, reason: &str) -> EditError {
    EditError(format!(
        "error: {} cannot be changed automatically: {reason}",
        source.path
    ))
}
