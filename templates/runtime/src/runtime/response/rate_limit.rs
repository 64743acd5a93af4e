//! The caller's quota, as answers tell of it in headers.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// The names of an API's headers, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimitHeaders {
    /// How many calls the quota allows.
    pub limit: &'static str,
    /// How many of them are left.
    pub remaining: &'static str,
    /// When the quota starts afresh.
    pub reset: &'static str,
}

/// The caller's quota, as one answer tells of it.
///
/// Each value is there as text, and as a number or a moment where the text is one. Nothing here is an error: a server may
/// leave a header out, or write what it likes.
#[derive(Clone, Copy)]
pub struct RateLimit<'a> {
    names: &'static RateLimitHeaders,
    headers: &'a HeaderMap,
}

impl<'a> RateLimit<'a> {
    pub(crate) fn of(names: &'static RateLimitHeaders, headers: &'a HeaderMap) -> Self {
        Self { names, headers }
    }

    /// How many calls the quota allows.
    pub fn limit(&self) -> Option<u64> {
        self.raw_limit()?.parse().ok()
    }

    /// The value of the header that [`limit`](Self::limit) is parsed from.
    pub fn raw_limit(&self) -> Option<&'a str> {
        self.text(self.names.limit)
    }

    /// How many calls of the quota are left.
    pub fn remaining(&self) -> Option<u64> {
        self.raw_remaining()?.parse().ok()
    }

    /// The value of the header that [`remaining`](Self::remaining) is parsed from.
    pub fn raw_remaining(&self) -> Option<&'a str> {
        self.text(self.names.remaining)
    }

    /// When the quota starts afresh. `None` where the text is none of these: a date in the manner of ISO 8601 and in UTC,
    /// with or without a time, a date of HTTP (RFC 9110, section 5.6.7), a number of seconds since 1970.
    pub fn reset(&self) -> Option<SystemTime> {
        let text = self.raw_reset()?;
        if let Ok(seconds) = text.parse() {
            return SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
        }
        // A date alone is its midnight.
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
