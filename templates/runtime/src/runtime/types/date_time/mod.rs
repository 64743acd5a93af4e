//! Date-times as strings, for APIs that write them in more formats than one type can represent.
//!
//! [`DateTime`] keeps the string that the API sent and sends it back unchanged. It is parsed on
//! demand, into the types of jiff, chrono or time; each has a feature and a file.

#[cfg(feature = "chrono")]
mod chrono;
mod instant;
#[cfg(feature = "jiff")]
mod jiff;
pub(crate) mod rfc3339;
#[cfg(feature = "time")]
mod time;

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A date-time as the API writes it, kept byte for byte.
///
/// [`to_system_time`](Self::to_system_time) parses it, and so do `to_jiff`, `to_chrono` and
/// `to_time` with the feature of that name, which also create it from the types of that library.
/// Any string can be a `DateTime`; an invalid one is an error only when it is parsed.
///
/// Two are equal if their strings are equal. `2022-10-23T00:00:00Z` and `2022-10-23T00:00:00.000Z`
/// are the same time but not equal, so there is no `PartialOrd`, which would have to agree with
/// `==`. [`cmp_instant`](Self::cmp_instant) compares the times.
///
/// # Formats
///
/// The format is RFC 3339, with these extensions:
///
/// - Without an offset, the time is in UTC. A date alone is midnight in UTC.
/// - A fraction of a second can have any number of digits. Digits beyond nanoseconds are dropped.
/// - A leap second (`:60`) is parsed as the second before it.
///
/// Anything else is an error, for example `23:59:99`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

impl DateTime {
    /// Returns the string as it was or will be sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "test-util")]
impl crate::runtime::Fixture for DateTime {
    fn fixture() -> Self {
        "2030-01-01T00:00:00Z".into()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<String> for DateTime {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<DateTime> for String {
    fn from(date_time: DateTime) -> Self {
        date_time.0
    }
}

impl FromStr for DateTime {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}
