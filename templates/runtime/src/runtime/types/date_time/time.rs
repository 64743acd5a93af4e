//! Dates and times to and from time.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

impl DateTime {
    /// The moment, for time, in UTC.
    ///
    /// # Errors
    ///
    /// If the text is no date and time, or one that is beyond the year 9999 in UTC.
    pub fn to_time(&self) -> Result<OffsetDateTime, DateTimeError> {
        OffsetDateTime::parse(&self.rfc3339()?, &Rfc3339)
            .ok()
            .and_then(|moment| moment.checked_to_offset(UtcOffset::UTC))
            .ok_or_else(DateTimeError::moment)
    }
}

/// In UTC, as RFC 3339 has it. That knows the years from 0 to 9999; a moment outside of them is written in time's own way.
impl From<OffsetDateTime> for DateTime {
    fn from(moment: OffsetDateTime) -> Self {
        let moment = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
        moment
            .format(&Rfc3339)
            .unwrap_or_else(|_| moment.to_string())
            .into()
    }
}
