//! Headers set by the caller.
//!
//! They are validated when they are set. An invalid header is recorded as a problem, which is
//! reported with all others before anything is sent. `Debug` shows names only.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, PROXY_AUTHORIZATION, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The valid headers, and the problems of the invalid ones.
#[derive(Clone, Default)]
pub(crate) struct Headers {
    pub(crate) map: HeaderMap,
    pub(crate) problems: Vec<String>,
}

impl Headers {
    /// Sets a header. It replaces one of the same name.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match parse(name, value) {
            Ok((name, value)) => {
                self.map.insert(name, value);
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Sets a header whose value is never shown.
    pub(crate) fn set_secret(&mut self, name: &str, value: &str) {
        match parse(name, value) {
            Ok((name, mut value)) => {
                value.set_sensitive(true);
                self.map.insert(name, value);
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Adds all headers of `other`, which replace those of the same name.
    pub(crate) fn merge(&mut self, other: Self) {
        replace_all(&mut self.map, &other.map);
        self.problems.extend(other.problems);
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.map.keys().map(HeaderName::as_str))
            .finish()
    }
}

/// Copies every header of `other` to `map`.
pub(crate) fn replace_all(map: &mut HeaderMap, other: &HeaderMap) {
    for (name, value) in other {
        map.insert(name, value.clone());
    }
}

/// A header value of printable ASCII, spaces and tabs. `HeaderValue` itself also accepts non-ASCII
/// bytes.
pub(crate) fn printable(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(|_| text.is_ascii())
}

/// The problem names the header only if the name is valid, and never contains the value: either may
/// be a credential.
fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(format!(
            "a header name of {} bytes has a character that is not allowed, or is empty",
            name.len()
        ));
    };
    if header == CONTENT_LENGTH || header == TRANSFER_ENCODING {
        return Err(format!("the header `{header}` is set by the transport"));
    }
    let Some(mut value) = printable(value) else {
        return Err(format!(
            "the value of the header `{header}` has a character that is not printable ASCII"
        ));
    };
    if [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(&header) {
        value.set_sensitive(true);
    }
    Ok((header, value))
}
