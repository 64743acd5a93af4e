//! Prints values as YAML in block style, or as JSON.

use serde::Serialize;
use serde_json::ser::PrettyFormatter;
use serde_json::{Map, Serializer, Value};

/// The spaces of one level.
const INDENT: usize = 2;

/// A value after `key:` or `-` that is at this column, with the space or line break in front of it.
pub(super) fn after(value: &Value, column: usize, is_item: bool) -> String {
    let inner = column + INDENT;
    match value {
        Value::Object(object) if !object.is_empty() && is_item => {
            format!(" {}", block(value, inner).trim_start())
        }
        Value::Object(object) if !object.is_empty() => format!("\n{}", block(value, inner)),
        Value::Array(items) if !items.is_empty() => format!("\n{}", block(value, inner)),
        other => format!(" {}", scalar(other, inner)),
    }
}

/// The lines of an object or array, each indented by `column`, without the last line break.
pub(super) fn block(value: &Value, column: usize) -> String {
    let lines: Vec<_> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| entry(key, value, column))
            .collect(),
        Value::Array(items) => items.iter().map(|value| item(value, column)).collect(),
        other => vec![format!("{:column$}{}", "", scalar(other, column))],
    };
    lines.join("\n")
}

/// An entry of a mapping with its indentation.
pub(super) fn entry(key: &str, value: &Value, column: usize) -> String {
    let name = quoted(key);
    format!("{:column$}{name}:{}", "", after(value, column, false))
}

/// An item of a sequence with its indentation.
pub(super) fn item(value: &Value, column: usize) -> String {
    format!("{:column$}-{}", "", after(value, column, true))
}

/// A scalar, or an empty object or array. `column` is that of further lines.
fn scalar(value: &Value, column: usize) -> String {
    match value {
        Value::String(text) if is_block_scalar(text) => {
            let lines = text.split('\n').map(|line| match line {
                "" => String::new(),
                line => format!("{:column$}{line}", ""),
            });
            format!("|-\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Whether a text has several lines and can be a literal block scalar.
fn is_block_scalar(text: &str) -> bool {
    let is_plain = |c: char| c == '\n' || !c.is_control();
    text.contains('\n')
        && text.chars().all(is_plain)
        && !text.starts_with([' ', '\n'])
        && !text.ends_with(['\n', ' '])
}

/// A string of one line: without quotes, or in single or double quotes.
fn quoted(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().any(char::is_control) {
        // JSON strings are YAML.
        Value::from(text).to_string()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether a string is the same string without quotes.
fn is_plain(text: &str) -> bool {
    let starts =
        text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '$' | '(' | '^'));
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    starts
        && !reserved.contains(&text.to_ascii_lowercase().as_str())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !text.chars().any(char::is_control)
}

/// A value as JSON, with the indentation and the last line break of the text that it replaces.
pub(super) fn json(text: &str, value: &Value) -> String {
    let indentation = text.lines().find_map(|line| {
        let inner = line.trim_start_matches([' ', '\t']);
        let length = line.len() - inner.len();
        (length > 0 && !inner.is_empty()).then(|| line.get(..length).unwrap_or_default())
    });
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(indentation.unwrap_or("  ").as_bytes());
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
    let printed = match written {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => value.to_string(),
    };
    let end = if text.ends_with('\n') { "\n" } else { "" };
    format!("{printed}{end}")
}

/// A whole document.
pub(super) fn document(value: &Map<String, Value>) -> String {
    let lines: Vec<_> = value
        .iter()
        .map(|(key, value)| entry(key, value, 0))
        .collect();
    lines.join("\n") + "\n"
}
