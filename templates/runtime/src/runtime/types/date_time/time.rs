//! Conversions between [`DateTime`] and the types of the time crate.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

impl DateTime {
    /// Parses the date-time with the time crate. The result is in UTC.
    ///
    /// # Errors
    ///
    /// If the string is not a valid date-time, or is after the year 9999 in UTC.
    pub fn to_time(&self) -> Result<OffsetDateTime, DateTimeError> {
        OffsetDateTime::parse(&self.rfc3339()?, &Rfc3339)
            .ok()
            .and_then(|moment| moment.checked_to_offset(UtcOffset::UTC))
            .ok_or_else(DateTimeError::invalid)
    }
}

/// Formats the date-time in UTC, according to RFC 3339. A year outside of 0 to 9999, which RFC 3339
/// does not allow, is written in the format of the time crate.
impl From<OffsetDateTime> for DateTime {
    fn from(moment: OffsetDateTime) -> Self {
        let moment = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
        moment
            .format(&Rfc3339)
            .unwrap_or_else(|_| moment.to_string())
            .into()
    }
}
