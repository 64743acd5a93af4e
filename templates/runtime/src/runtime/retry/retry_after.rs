//! How long a server asks to wait: the `Retry-After` header (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// 30 years. The sum of this and the current time does not overflow on any platform.
const MAX_WAIT: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The wait that the headers ask for, at most 30 years. `None` without the header, or if its value
/// is neither a number of seconds nor an HTTP date.
///
/// A date is compared with the `Date` header of the response, so that a difference between the
/// clocks of client and server does not matter. A date in the past is a wait of zero.
pub(crate) fn retry_after(
    headers: &HeaderMap,
    now: impl FnOnce() -> SystemTime,
) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = text.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(MAX_WAIT));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let sent = headers
        .get(DATE)
        .and_then(|value| httpdate::parse_http_date(value.to_str().ok()?.trim()).ok());
    Some(
        until
            .duration_since(sent.unwrap_or_else(now))
            .unwrap_or_default()
            .min(MAX_WAIT),
    )
}
