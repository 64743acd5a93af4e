//! The caller's quota, from the headers of a response.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// The names of an API's rate limit headers, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimitHeaders {
    /// The number of calls that the quota allows.
    pub limit: &'static str,
    /// The number of calls that are left.
    pub remaining: &'static str,
    /// The time when the quota is reset.
    pub reset: &'static str,
}

/// The caller's quota, from the headers of a response.
///
/// Each value is available as a string, and as a number or a time if it can be parsed. A missing or
/// malformed header is not an error.
#[derive(Clone, Copy)]
pub struct RateLimit<'a> {
    names: &'static RateLimitHeaders,
    headers: &'a HeaderMap,
}

impl<'a> RateLimit<'a> {
    pub(crate) fn of(names: &'static RateLimitHeaders, headers: &'a HeaderMap) -> Self {
        Self { names, headers }
    }

    /// The number of calls that the quota allows.
    pub fn limit(&self) -> Option<u64> {
        self.raw_limit()?.parse().ok()
    }

    /// The value of the header that [`limit`](Self::limit) is parsed from.
    pub fn raw_limit(&self) -> Option<&'a str> {
        self.text(self.names.limit)
    }

    /// The number of calls that are left.
    pub fn remaining(&self) -> Option<u64> {
        self.raw_remaining()?.parse().ok()
    }

    /// The value of the header that [`remaining`](Self::remaining) is parsed from.
    pub fn raw_remaining(&self) -> Option<&'a str> {
        self.text(self.names.remaining)
    }

    /// The time when the quota is reset. Accepts an ISO 8601 date in UTC with or without a time, an
    /// HTTP date (RFC 9110, section 5.6.7), and a number of seconds since 1970. `None` for anything
    /// else.
    pub fn reset(&self) -> Option<SystemTime> {
        let text = self.raw_reset()?;
        if let Ok(seconds) = text.parse() {
            return SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
        }
        // A date without a time means midnight.
        let midnight = format!("{text}T00:00:00");
        httpdate::parse_http_date(text)
            .ok()
            .or_else(|| humantime::parse_rfc3339_weak(text).ok())
            .or_else(|| humantime::parse_rfc3339_weak(&midnight).ok())
    }

    /// The value of the header that [`reset`](Self::reset) is parsed from.
    pub fn raw_reset(&self) -> Option<&'a str> {
        self.text(self.names.reset)
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }
}

impl fmt::Debug for RateLimit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimit")
            .field("limit", &self.raw_limit())
            .field("remaining", &self.raw_remaining())
            .field("reset", &self.raw_reset())
            .finish()
    }
}
