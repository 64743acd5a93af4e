//! Where the API is served.
//!
//! A base URL is checked once, when a client is built, and kept in the two parts that a request's URL starts with.

use std::fmt;

use http::Uri;
use http::uri::Scheme;

/// Room for the path and query of most operations.
const USUAL_PATH: usize = 160;

/// A checked base URL: `https://host:port` and a path that may be empty and never ends with a slash.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    origin: String,
    prefix: String,
}

impl BaseUrl {
    /// Checks a base URL. An error says what is wrong; the URL itself, which may hold a password, is not in it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let refuse = |what: &str| Err(format!("the base URL {what}"));
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("has a space or another character that a URL can't have");
        }
        if text.contains(['?', '#']) {
            return refuse("has a query or a fragment");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return refuse("is not a URL");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return refuse("is not absolute: it starts with https:// or http://");
        };
        if *scheme != Scheme::HTTPS && *scheme != Scheme::HTTP {
            return refuse("is neither https nor http");
        }
        if authority.as_str().contains('@') {
            return refuse("has a user or a password in it");
        }
        // `host:` and `host:99999` have something after the host, and it is no port.
        let host_only = authority.as_str().len() == authority.host().len();
        if authority.host().is_empty() || (!host_only && authority.port_u16().is_none()) {
            return refuse("has no valid host and port");
        }
        let origin = format!("{}://{authority}", scheme.as_str().to_ascii_lowercase());
        Ok(Self {
            origin,
            prefix: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// What a URL starts with: a path, which begins with a slash, goes behind it.
    pub(crate) fn start(&self) -> String {
        let length = self.origin.len() + self.prefix.len();
        let mut start = String::with_capacity(length + USUAL_PATH);
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
