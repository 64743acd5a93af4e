//! Writes the path and query of a request URL.
//!
//! Values are percent-encoded once, when they are set: every character except the unreserved ones
//! of RFC 3986, so that a value cannot change the structure of the URL.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// All but `A-Z a-z 0-9 - . _ ~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The characters that are encoded in the name of a query parameter. Brackets are part of names
/// such as `filter[name]`, which servers expect as they are documented.
const RESERVED_IN_NAMES: &AsciiSet = &RESERVED.remove(b'[').remove(b']');

/// A value of the path or the query, encoded.
pub(crate) fn encoded(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, RESERVED)
}

/// The name of a query parameter, encoded.
pub(crate) fn encoded_name(name: &str) -> PercentEncode<'_> {
    utf8_percent_encode(name, RESERVED_IN_NAMES)
}

/// `name=value`, encoded.
pub(crate) fn pair(name: &str, value: impl Display) -> String {
    let mut pair = encoded_name(name).to_string();
    pair.push('=');
    push_encoded(&mut pair, value);
    pair
}

/// Appends a value, encoded while it is formatted, so that it is not allocated twice.
pub(crate) fn push_encoded(text: &mut String, value: impl Display) {
    struct Encoder<'t>(&'t mut String);

    impl fmt::Write for Encoder<'_> {
        fn write_str(&mut self, piece: &str) -> fmt::Result {
            self.0.extend(encoded(piece));
            Ok(())
        }
    }

    // A string accepts everything, and a value that fails to format itself ends there.
    let _ = write!(Encoder(text), "{value}");
}

/// Appends the path with an encoded value for each `{name}`. Missing and invalid values are added to
/// the problems.
pub(crate) fn push_path(
    url: &mut String,
    template: &str,
    values: &[(&'static str, String)],
    problems: &mut Vec<String>,
) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            problems.push(format!("the path {template} has an unclosed brace"));
            return;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => match rejection(value) {
                Some(what) => problems.push(format!("the path value `{name}` is {what}")),
                None => url.push_str(value),
            },
            None => problems.push(format!("the path value `{name}` is missing")),
        }
        rest = after;
    }
    url.push_str(rest);
}

/// Why a path value is invalid: an empty one names another resource, and servers resolve dot
/// segments even if they are percent-encoded.
fn rejection(value: &str) -> Option<&'static str> {
    match value {
        "" => Some("empty"),
        "." => Some("`.`, which servers remove from paths"),
        ".." => Some("`..`, which servers resolve to the parent path"),
        _ => None,
    }
}

/// Appends `?name=value&...` in the given order, or nothing if there are no pairs. The path may
/// have a query already.
pub(crate) fn push_query<'a>(url: &mut String, pairs: impl Iterator<Item = &'a str>) {
    let mut separator = if url.contains('?') { '&' } else { '?' };
    for pair in pairs {
        url.push(separator);
        url.push_str(pair);
        separator = '&';
    }
}
