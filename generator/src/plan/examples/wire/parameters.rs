//! The expected text of parameters: example values as the document's `style` and `explode` say.
//!
//! The rules are those of the OpenAPI specification and RFC 6570, applied to the JSON values of the
//! document. Nothing here is shared with the runtime, which the emitted tests check.

use serde_json::Value;

use crate::ir::{Location, Param, Style};
use crate::plan::examples::wire::forms::form_pairs;

/// What a value is to a style.
enum Content {
    Nothing,
    Single(String),
    Items(Vec<String>),
    Properties(Vec<(String, String)>),
}

/// The text that replaces `{name}` in the path. `None` if a request cannot have it.
pub(super) fn path_text(param: &Param, value: &Value) -> Option<String> {
    let text = joined(param, value)?;
    (!matches!(text.as_str(), "" | "." | "..")).then_some(text)
}

/// The value of a header. `None` if a header cannot have it.
pub(super) fn header_text(param: &Param, value: &Value) -> Option<String> {
    let text = joined(param, value)?;
    let is_printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    (is_printable && text.trim() == text).then_some(text)
}

/// The cookies. `None` if a cookie cannot have the value.
pub(super) fn cookies(param: &Param, value: &Value) -> Option<Vec<String>> {
    let pairs = query_pairs(param, value);
    let is_cookie = |pair: &String| pair.is_ascii() && !pair.contains(';');
    pairs.iter().all(is_cookie).then_some(pairs)
}

/// `name=value` for each pair of a query parameter.
pub(super) fn query_pairs(param: &Param, value: &Value) -> Vec<String> {
    if param.location == Location::QueryString {
        return whole_query(param, value);
    }
    let name = name_text(param, &param.wire);
    let mut pairs = Vec::new();
    if param.style == Style::DeepObject {
        deep_pairs(param, &name, value, true, &mut pairs);
        return pairs;
    }
    let separator = match param.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match content(param, value) {
        Content::Nothing => {}
        Content::Single(text) => pairs.push(format!("{name}={text}")),
        Content::Items(items) if param.explode => {
            pairs.extend(items.iter().map(|item| format!("{name}={item}")));
        }
        Content::Items(items) => pairs.push(format!("{name}={}", items.join(separator))),
        Content::Properties(properties) if param.explode => {
            pairs.extend(
                properties
                    .iter()
                    .map(|(key, value)| format!("{key}={value}")),
            );
        }
        Content::Properties(properties) => {
            pairs.push(format!("{name}={}", flat(properties).join(separator)));
        }
    }
    pairs
}

/// The pairs of a parameter that is the whole query.
fn whole_query(param: &Param, value: &Value) -> Vec<String> {
    if param.style == Style::Urlencoded {
        let pairs = form_pairs(value, &param.encodings).into_iter();
        let pair = |pair: crate::plan::examples::wire::forms::Pair| {
            format!("{}={}", form_escaped(&pair.name), form_escaped(&pair.text))
        };
        return pairs.map(pair).collect();
    }
    joined(param, value).into_iter().collect()
}

/// A value in a path or a header. `None` if there is nothing to write.
fn joined(param: &Param, value: &Value) -> Option<String> {
    let (prefix, separator) = match (param.style, param.explode) {
        (Style::Label, true) => (".", "."),
        (Style::Label, false) => (".", ","),
        (Style::Matrix, true) => (";", ";"),
        (Style::Matrix, false) => (";", ","),
        _ => ("", ","),
    };
    let named = |text: String| match (param.style, text.as_str()) {
        (Style::Matrix, "") => param.wire.clone(),
        (Style::Matrix, text) => format!("{}={text}", param.wire),
        _ => text,
    };
    let text = match content(param, value) {
        Content::Nothing => return None,
        Content::Single(text) => named(text),
        Content::Items(items) if param.explode => {
            let items: Vec<String> = items.into_iter().map(named).collect();
            items.join(separator)
        }
        Content::Items(items) => named(items.join(separator)),
        Content::Properties(properties) if param.explode => {
            let pairs = properties
                .iter()
                .map(|(key, value)| format!("{key}={value}"));
            pairs.collect::<Vec<_>>().join(separator)
        }
        Content::Properties(properties) => named(flat(properties).join(separator)),
    };
    Some(format!("{prefix}{text}"))
}

fn content(param: &Param, value: &Value) -> Content {
    if param.style == Style::Json {
        return Content::Single(escaped(param, &value.to_string()));
    }
    let text = |value: &Value| scalar_text(value).map(|text| escaped(param, &text));
    match value {
        Value::Array(items) => match items.iter().filter_map(text).collect::<Vec<_>>() {
            items if items.is_empty() => Content::Nothing,
            items => Content::Items(items),
        },
        Value::Object(properties) => {
            let pairs = properties.iter();
            let pairs = pairs.filter_map(|(key, one)| Some((name_text(param, key), text(one)?)));
            match pairs.collect::<Vec<_>>() {
                pairs if pairs.is_empty() => Content::Nothing,
                pairs => Content::Properties(pairs),
            }
        }
        single => text(single).map_or(Content::Nothing, Content::Single),
    }
}

/// `name[property]=value`, however deep. The document does not define arrays in it: an array
/// repeats the pair for each scalar, and has an index for each object.
fn deep_pairs(param: &Param, name: &str, value: &Value, is_root: bool, pairs: &mut Vec<String>) {
    match value {
        Value::Object(properties) => {
            for (key, value) in properties {
                let name = format!("{name}[{}]", name_text(param, key));
                deep_pairs(param, &name, value, false, pairs);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = match item {
                    Value::Object(_) | Value::Array(_) => format!("{name}[{index}]"),
                    _ if is_root => format!("{name}[]"),
                    _ => name.to_owned(),
                };
                deep_pairs(param, &name, item, false, pairs);
            }
        }
        single => {
            let text = scalar_text(single).map(|text| escaped(param, &text));
            pairs.extend(text.map(|text| format!("{name}={text}")));
        }
    }
}

/// A scalar as text, anything else as JSON. `None` for null.
pub(super) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// `key`, `value` for each property.
fn flat(properties: Vec<(String, String)>) -> Vec<String> {
    properties
        .into_iter()
        .flat_map(|(key, value)| [key, value])
        .collect()
}

fn is_unescaped(param: &Param) -> bool {
    param.location == Location::Header || param.style == Style::Cookie
}

fn name_text(param: &Param, name: &str) -> String {
    match is_unescaped(param) {
        true => name.to_owned(),
        false => percent_encoded(name, "-._~[]"),
    }
}

fn escaped(param: &Param, text: &str) -> String {
    if is_unescaped(param) {
        return text.to_owned();
    }
    if !param.allow_reserved {
        return percent_encoded(text, "-._~");
    }
    // Percent-encoded triples are kept, and so are the reserved characters without a meaning in a
    // query.
    let mut pieces = text.split('%');
    let kept = "-._~:/?[]@!$'()*,;=";
    let mut out = percent_encoded(pieces.next().unwrap_or_default(), kept);
    for piece in pieces {
        let triple = piece.as_bytes().get(..2);
        let is_triple = triple.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        out.push_str(if is_triple { "%" } else { "%25" });
        out.push_str(&percent_encoded(piece, kept));
    }
    out
}

/// The text with every byte escaped except letters, digits and those to keep (RFC 3986).
fn percent_encoded(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match char::from(byte) {
            c if c.is_ascii_alphanumeric() || kept.contains(c) => out.push(c),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The text as the URL Standard serializes a form.
fn form_escaped(text: &str) -> String {
    percent_encoded(text, "-._* ").replace(' ', "+")
}

#[cfg(test)]
mod tests;
