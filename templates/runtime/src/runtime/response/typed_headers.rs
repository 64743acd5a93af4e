//! Values of response headers.

use std::str::FromStr;

use http::HeaderMap;
use http::header::SET_COOKIE;

/// The value of a header. `None` if it is absent or is not a value of the type.
#[allow(dead_code, reason = "not used if all headers of an SDK are arrays")]
pub(crate) fn header_value<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    let value = headers.get(name)?.to_str().ok()?;
    value.trim().parse().ok()
}

/// The values of a header that is an array: all lines of that name, split at commas, which
/// `Set-Cookie` has inside of values (RFC 9110, section 5.3). `None` if it is absent or an item is
/// not a value of the type.
#[allow(dead_code, reason = "not used if no header of an SDK is an array")]
pub(crate) fn header_values<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    let mut values = Vec::new();
    let is_separator = |c: char| c == ',' && name != SET_COOKIE.as_str();
    for line in headers.get_all(name) {
        let items = line.to_str().ok()?.split(is_separator).map(str::trim);
        for item in items.filter(|item| !item.is_empty()) {
            values.push(item.parse().ok()?);
        }
    }
    headers.contains_key(name).then_some(values)
}
