//! Step 1, text to [`Document`]: reads YAML or JSON into one value that keeps the order of keys.
//!
//! [`read`] looks at the name and the first character to tell the two formats apart, and hands the text to that
//! format's parser. Both parsers drive the same visitor (`value`), so that a key given twice, a number that is none
//! or a text without any content is refused alike, whoever wrote the file. What the parser itself refuses becomes a
//! finding with line and column.

mod json;
mod tags;
mod value;
pub(crate) mod yaml;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::pointer::Pointer;

/// One input file, by the name that messages and emitted headers show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the caller gave it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// The last component of the path: what emitted headers name, since it is the same on every machine.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// The text without a byte-order mark.
    #[must_use]
    pub fn body(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// One line of the text, counted from one, without its line break.
    #[must_use]
    pub fn line(&self, number: usize) -> Option<&str> {
        self.body().lines().nth(number.checked_sub(1)?)
    }

    /// Whether the text is read as JSON: its name says so, or it starts like JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let named = self.path.to_ascii_lowercase().ends_with(".json");
        named || self.body().trim_start().starts_with(['{', '['])
    }

    /// Whether there is nothing in the text: blank lines, comments and document markers only.
    fn is_blank(&self) -> bool {
        self.body().lines().map(str::trim).all(|line| {
            let marker = matches!(line, "---" | "...") || line.starts_with("%YAML");
            line.is_empty() || (!self.is_json() && (marker || line.starts_with('#')))
        })
    }
}

/// A parsed input and where it came from.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text that it was read from.
    pub source: Arc<Source>,
    /// What the text says.
    pub value: Value,
}

/// Reads a text as YAML or JSON; its root is an object.
///
/// Keys that YAML takes for integers or booleans become text (`200:` under `responses`), merge keys are applied and
/// aliases expanded. Integers beyond 64 bits become the nearest float, as JSON's readers do it.
///
/// # Errors
///
/// [`Failed`] when the text can't be used; one finding says why.
pub fn read(source: Arc<Source>, diagnostics: &mut Diagnostics) -> Result<Document, Failed> {
    match value_of(&source) {
        Ok(value) => Ok(Document { source, value }),
        Err(finding) => {
            diagnostics.push(*finding);
            Err(Failed)
        }
    }
}

/// The one finding that a text is refused with.
type Refusal = Box<Diagnostic>;

fn value_of(source: &Arc<Source>) -> Result<Value, Refusal> {
    let root = Pointer::root();
    if source.is_blank() {
        let empty = Diagnostic::error(
            "source-empty",
            source,
            &root,
            "there is nothing in the file",
        );
        let help = "give an OpenAPI document, or an overlay, in YAML or JSON";
        return Err(Box::new(empty.at(1, 1).help(help)));
    }
    let value = if source.is_json() {
        json::read(source)?
    } else {
        yaml::read(source)?
    };
    if value.is_object() {
        return Ok(value);
    }
    let message = format!("the file holds {}, not an object", kind(&value));
    let help = "the root of a document is an object, with members such as `openapi: 3.1.0`";
    let finding = Diagnostic::error("source-root", source, &root, message);
    Err(Box::new(finding.help(help)))
}

/// What a value is, in a message: `a list`.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
