//! Compares multipart bodies part by part.

use serde_json::Value;

use crate::equal::equal;
use crate::expected::{bytes, essence, text};

/// A part of a body.
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Vec<u8>,
}

/// How a body differs from the recorded one.
pub fn difference(content_type: &str, body: &[u8], recorded: &Value) -> Option<String> {
    let Some(mut parts) = parts(content_type, body) else {
        return Some("the body is not multipart".to_owned());
    };
    let values = recorded.get("parts").and_then(Value::as_object);
    for (name, value) in values.into_iter().flatten() {
        let is_named = |part: &Part| part.name == *name && part.file_name.is_none();
        let count = parts.iter().filter(|part| is_named(part)).count();
        // An array is one part, or has a part for each item.
        let items = match value {
            Value::Array(items) if count == items.len() && count > 1 => items.clone(),
            Value::Array(items) if count == 1 && items.len() == 1 => vec![value.clone()],
            value => vec![value.clone()],
        };
        for item in items {
            let Some(at) = parts.iter().position(is_named) else {
                return Some(format!("the part {name} is missing"));
            };
            let part = parts.remove(at);
            let found = String::from_utf8_lossy(&part.content);
            let is_single = item.as_array().is_some_and(
                |items| matches!(items.as_slice(), [only] if equal(&only.to_string(), &found)),
            );
            if found != text(&item) && !equal(&item.to_string(), &found) && !is_single {
                return Some(format!("the part {name} is {found}, not {item}"));
            }
        }
    }
    let files = recorded.get("files").and_then(Value::as_array);
    for file in files.into_iter().flatten() {
        let string = |name: &str| file.get(name).and_then(Value::as_str);
        let name = string("fieldname").unwrap_or_default();
        let Some(at) = parts.iter().position(|part| part.name == name) else {
            return Some(format!("the file {name} is missing"));
        };
        let part = parts.remove(at);
        let content = file.get("buffer").and_then(|buffer| bytes(buffer).ok());
        if content.is_some_and(|content| content != part.content) {
            return Some(format!("the file {name} has another content"));
        }
        let expected = string("originalname");
        if expected.is_some() && expected != part.file_name.as_deref() {
            return Some(format!(
                "the file {name} is called {:?}, not {expected:?}",
                part.file_name
            ));
        }
        let found = part.content_type.as_deref().map(essence);
        let expected = string("mimetype").map(essence);
        if expected.is_some() && expected != found {
            return Some(format!(
                "the file {name} has the type {found:?}, not {expected:?}"
            ));
        }
    }
    let more = parts.first();
    more.map(|part| format!("the part {} is not expected", part.name))
}

fn parts(content_type: &str, body: &[u8]) -> Option<Vec<Part>> {
    let (_, boundary) = content_type.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    // Bytes as characters, so that they can be searched and are not changed.
    let body: String = body.iter().map(|&byte| char::from(byte)).collect();
    let body = format!("\r\n{body}");
    let delimiter = format!("\r\n--{boundary}");
    let mut pieces = body.split(&delimiter);
    pieces.next()?;
    let pieces = pieces.take_while(|piece| !piece.starts_with("--"));
    pieces.map(part).collect()
}

fn part(piece: &str) -> Option<Part> {
    let (head, content) = piece.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        let found = lines.find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim().to_owned())
    };
    let disposition = header("content-disposition")?;
    let parameter = |name: &str| {
        let start = format!("; {name}=\"");
        let (_, rest) = disposition.split_once(&start)?;
        rest.split('"').next().map(str::to_owned)
    };
    Some(Part {
        name: parameter("name")?,
        file_name: parameter("filename"),
        content_type: header("content-type"),
        content: content.chars().map(|character| character as u8).collect(),
    })
}
