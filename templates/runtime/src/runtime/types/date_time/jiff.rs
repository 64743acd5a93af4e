//! Dates and times to and from jiff.

use jiff::Timestamp;

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

impl DateTime {
    /// The moment, for jiff.
    ///
    /// # Errors
    ///
    /// If the text is no date and time, or one beyond [`Timestamp::MAX`], which is near the end of the year 9999.
    pub fn to_jiff(&self) -> Result<Timestamp, DateTimeError> {
        self.rfc3339()?.parse().map_err(|_| DateTimeError::moment())
    }
}

/// In UTC, as RFC 3339 has it.
impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        moment.to_string().into()
    }
}
