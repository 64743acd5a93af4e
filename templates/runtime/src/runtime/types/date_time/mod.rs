//! A date and time as text, for APIs that write them in more ways than any one type can hold.
//!
//! What the API sends is kept as it is and goes back as it is. Whoever needs a moment in time asks for it, in the
//! types of the library of their choice: each has a feature and a file of its own.

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

/// A date and time as the API writes it, kept byte for byte.
///
/// [`to_system_time`](Self::to_system_time) reads it as a moment, and so do `to_jiff`, `to_chrono`
/// and `to_time` with the feature of that name. Any text makes a `DateTime`: what is wrong with it
/// turns up when it is read as a moment.
///
/// Two are equal if their texts are. `2022-10-23T00:00:00Z` and `2022-10-23T00:00:00.000Z` are one
/// moment and differ, so there is no `PartialOrd`, which would have to agree with `==`.
/// [`cmp_instant`](Self::cmp_instant) compares moments.
///
/// # How it is read
///
/// - Without a zone it is read as UTC, and a date alone as midnight in UTC.
/// - A fraction of a second can have any number of digits. Those beyond nanoseconds are dropped.
/// - A leap second (`:60`) is read as the second before it.
/// - Anything that is no date and time of RFC 3339, apart from these, is an error: `23:59:99`, for one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

impl DateTime {
    /// The text as it was sent, or as it will be.
    pub fn as_str(&self) -> &str {
        &self.0
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
