//! Conversions between [`DateTime`] and the types of jiff.

use jiff::Timestamp;

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

impl DateTime {
    /// Parses the date-time with jiff.
    ///
    /// # Errors
    ///
    /// If the string is not a valid date-time, or is later than [`Timestamp::MAX`], which is near
    /// the end of the year 9999.
    pub fn to_jiff(&self) -> Result<Timestamp, DateTimeError> {
        self.rfc3339()?
            .parse()
            .map_err(|_| DateTimeError::invalid())
    }
}

/// Formats the date-time in UTC, according to RFC 3339.
impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        moment.to_string().into()
    }
}
