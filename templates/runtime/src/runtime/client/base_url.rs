//! The base URL of the API.
//!
//! It is validated once, when a client is built, and stored as the two parts that every request URL
//! starts with: the origin and a path prefix.

use std::fmt;

use http::Uri;
use http::uri::Scheme;

/// Capacity reserved for the path and query of an operation.
const PATH_CAPACITY: usize = 160;

/// A valid base URL: the origin `https://host:port`, and a path prefix that may be empty and never
/// ends with a slash.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    origin: String,
    prefix: String,
}

impl BaseUrl {
    /// Validates a base URL. The error message describes the problem without the URL, which may
    /// contain a password.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let invalid = |problem: &str| Err(format!("the base URL {problem}"));
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return invalid("has a space or another character that is not allowed in a URL");
        }
        if text.contains(['?', '#']) {
            return invalid("has a query or a fragment");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return invalid("is not a URL");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return invalid("is not absolute: it must start with https:// or http://");
        };
        if *scheme != Scheme::HTTPS && *scheme != Scheme::HTTP {
            return invalid("is neither https nor http");
        }
        if authority.as_str().contains('@') {
            return invalid("has a user or a password");
        }
        // In `host:` and `host:99999`, what follows the host is not a valid port.
        let host_only = authority.as_str().len() == authority.host().len();
        if authority.host().is_empty() || (!host_only && authority.port_u16().is_none()) {
            return invalid("has no valid host and port");
        }
        let origin = format!("{}://{authority}", scheme.as_str().to_ascii_lowercase());
        Ok(Self {
            origin,
            prefix: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Returns the start of a URL. The caller appends a path, which begins with a slash.
    pub(crate) fn start(&self) -> String {
        let length = self.origin.len() + self.prefix.len();
        let mut start = String::with_capacity(length + PATH_CAPACITY);
        start.push_str(&self.origin);
        start.push_str(&self.prefix);
        start
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.prefix)
    }
}
