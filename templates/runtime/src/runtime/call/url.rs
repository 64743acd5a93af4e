//! Writes the path and query of a request URL.
//!
//! Values are percent-encoded here, once: every character except the unreserved ones of RFC 3986,
//! so that a value cannot change the structure of the URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but `A-Z a-z 0-9 - . _ ~`.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends the path with a value for each `{name}`. Missing and invalid values are added to the
/// problems.
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
                None => url.extend(utf8_percent_encode(value, RESERVED)),
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

/// Appends `?name=value&...` in the given order, or nothing if there are no pairs.
pub(crate) fn push_query<'a>(url: &mut String, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut separator = '?';
    for (name, value) in pairs {
        url.push(separator);
        url.extend(utf8_percent_encode(name, RESERVED));
        url.push('=');
        url.extend(utf8_percent_encode(value, RESERVED));
        separator = '&';
    }
}
