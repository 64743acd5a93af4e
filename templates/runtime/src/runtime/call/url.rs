//! The path and query of a request.
//!
//! Values come in as they are and are encoded here, once, so that none can reach beyond the place it is meant for:
//! everything is percent-encoded but the unreserved characters of RFC 3986.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but `A-Z a-z 0-9 - . _ ~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Adds the path with a value for each `{name}`. What can't be filled in is added to the problems.
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
            problems.push(format!(
                "the path {template} has a brace that is not closed"
            ));
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

/// Values that no encoding keeps in their place: they name another resource, or servers take them for steps.
fn rejection(value: &str) -> Option<&'static str> {
    match value {
        "" => Some("empty"),
        "." => Some("`.`, which servers drop"),
        ".." => Some("`..`, which servers take for a step up"),
        _ => None,
    }
}

/// Adds `?name=value&...`, if there is any pair, in the order given.
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
