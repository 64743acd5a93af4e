//! Dates and times to and from chrono.

use chrono::{SecondsFormat, TimeZone, Utc};

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

impl DateTime {
    /// The moment, for chrono.
    ///
    /// # Errors
    ///
    /// If the text is no date and time.
    pub fn to_chrono(&self) -> Result<chrono::DateTime<Utc>, DateTimeError> {
        self.rfc3339()?.parse().map_err(|_| DateTimeError::moment())
    }
}

/// In UTC, as RFC 3339 has it.
impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(moment: chrono::DateTime<Z>) -> Self {
        moment
            .to_utc()
            .to_rfc3339_opts(SecondsFormat::AutoSi, true)
            .into()
    }
}
