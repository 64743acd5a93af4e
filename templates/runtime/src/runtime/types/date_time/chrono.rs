//! Conversions between [`DateTime`] and the types of chrono.

use chrono::{SecondsFormat, TimeZone, Utc};

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

impl DateTime {
    /// Parses the date-time with chrono.
    ///
    /// # Errors
    ///
    /// If the string is not a valid date-time.
    pub fn to_chrono(&self) -> Result<chrono::DateTime<Utc>, DateTimeError> {
        self.rfc3339()?
            .parse()
            .map_err(|_| DateTimeError::invalid())
    }
}

/// Formats the date-time in UTC, according to RFC 3339.
impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(moment: chrono::DateTime<Z>) -> Self {
        moment
            .to_utc()
            .to_rfc3339_opts(SecondsFormat::AutoSi, true)
            .into()
    }
}
