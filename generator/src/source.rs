//! Step 1, text to [`Document`]: reads YAML or JSON into one value that keeps the order of keys.
//!
//! [`read`] detects the format by the file name and the first character and calls the parser of
//! that format. Both parsers drive the same visitor (`value`), so that duplicate keys, numbers that
//! JSON does not have and empty files are refused in both formats alike. A syntax error becomes a
//! diagnostic with line and column.

mod json;
mod tags;
mod value;
mod yaml;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;

use crate::diagnostics::positions::Positions;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Failed};
use crate::pointer::Pointer;
use crate::text::json_type;

pub use crate::source_file::Source;

/// A parsed input and its source.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text that it was read from.
    pub source: Arc<Source>,
    /// The parsed value.
    pub value: Value,
}

/// Reads a text as YAML or JSON. Its root must be an object.
///
/// Keys that YAML reads as integers or booleans become strings (`200:` under `responses`), merge
/// keys are applied and aliases expanded. Integers beyond 64 bits become the nearest float, as in
/// most JSON parsers.
///
/// # Errors
///
/// [`Failed`] if the text is invalid; one diagnostic says why.
pub fn read(source: Arc<Source>, diagnostics: &mut Diagnostics) -> Result<Document, Failed> {
    match value_of(&source) {
        Ok(value) => Ok(Document { source, value }),
        Err(mut diagnostic) => {
            if diagnostic.code == Code::SourceDuplicateKey {
                name_first(&source, &mut diagnostic);
            }
            diagnostics.push(*diagnostic);
            Err(Failed)
        }
    }
}

/// Adds the line of the first of two equal keys. The diagnostic is at the second one.
fn name_first(source: &Arc<Source>, diagnostic: &mut Diagnostic) {
    let found = Positions::of(source).find(&diagnostic.pointer);
    if let Some(first) = found.filter(|found| found.exact) {
        let line = first.span.line;
        diagnostic
            .message
            .push_str(&format!("; the first one is in line {line}"));
    }
}

/// The diagnostic for a text that is refused.
type Refusal = Box<Diagnostic>;

fn value_of(source: &Arc<Source>) -> Result<Value, Refusal> {
    let root = Pointer::root();
    if is_blank(source) {
        let message = "the file is empty";
        let diagnostic = Diagnostic::new(Code::SourceEmpty, source, &root, message);
        return Err(Box::new(diagnostic.at(1, 1)));
    }
    let value = if source.is_json() {
        json::read(source)?
    } else {
        yaml::read(source)?
    };
    if value.is_object() {
        return Ok(value);
    }
    let message = format!("the root must be an object, not {}", json_type(&value));
    let help = "start the file with keys such as `openapi: 3.1.0`";
    let diagnostic = Diagnostic::new(Code::SourceRoot, source, &root, message);
    Err(Box::new(diagnostic.help(help)))
}

/// Whether a text has no content: blank lines, comments and document markers only.
fn is_blank(source: &Source) -> bool {
    source.body().lines().map(str::trim).all(|line| {
        let marker = matches!(line, "---" | "...") || line.starts_with("%YAML");
        line.is_empty() || (!source.is_json() && (marker || line.starts_with('#')))
    })
}
