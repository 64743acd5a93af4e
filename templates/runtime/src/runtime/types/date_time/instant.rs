//! Dates and times as instants: comparison, and conversion to the standard library's type.

use std::cmp::Ordering;
use std::time::{Duration, SystemTime};

use crate::runtime::types::date_time::DateTime;
use crate::runtime::types::date_time::rfc3339::DateTimeError;

/// Days from 0000-01-01 to 1970-01-01.
const EPOCH: i64 = 719_528;
const SECONDS_PER_DAY: i64 = 86_400;
/// Days of a common year before each month.
const DAYS_BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Seconds since 1970 in UTC, without leap seconds, and the nanoseconds after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Instant {
    seconds: i64,
    nanoseconds: u32,
}

impl DateTime {
    /// The time as a [`SystemTime`].
    ///
    /// # Errors
    ///
    /// If the string is not a date-time, or one that the system cannot represent.
    pub fn to_system_time(&self) -> Result<SystemTime, DateTimeError> {
        let instant = self.instant()?;
        let whole = Duration::from_secs(instant.seconds.unsigned_abs());
        let whole = if instant.seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(whole)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(whole)
        };
        let nanoseconds = Duration::from_nanos(instant.nanoseconds.into());
        whole
            .and_then(|whole| whole.checked_add(nanoseconds))
            .ok_or_else(DateTimeError::invalid)
    }

    /// Compares the times, whatever their offsets and number of decimal places. `None` if either
    /// string is not a date-time.
    pub fn cmp_instant(&self, other: &Self) -> Option<Ordering> {
        Some(self.instant().ok()?.cmp(&other.instant().ok()?))
    }

    fn instant(&self) -> Result<Instant, DateTimeError> {
        // The positions of all parts up to the seconds are fixed.
        let text = self.rfc3339()?;
        instant(&text).ok_or_else(DateTimeError::invalid)
    }
}

/// The instant of an RFC 3339 string. `None` if its month does not have its day.
fn instant(text: &str) -> Option<Instant> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let days = days(part(0..4)?, part(5..7)?, part(8..10)?)?;
    let seconds = (part(11..13)? * 60 + part(14..16)?) * 60 + part(17..19)?;
    let rest = text.get(19..)?;
    let (fraction, zone) = rest.split_at(rest.find(['Z', '+', '-'])?);
    Some(Instant {
        seconds: days * SECONDS_PER_DAY + seconds - offset(zone)?,
        nanoseconds: match fraction.strip_prefix('.') {
            Some(digits) => format!("{digits:0<9}").parse().ok()?,
            None => 0,
        },
    })
}

/// Days since 1970-01-01.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let month = usize::try_from(month - 1).ok()?;
    let before = |month: usize| {
        let days = DAYS_BEFORE_MONTH.get(month).copied().unwrap_or(365);
        days + i64::from(is_leap && month > 1)
    };
    if day > before(month + 1) - before(month) {
        return None;
    }
    // Leap years before this one. The year 0 is one.
    let leap_years = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    Some(year * 365 + leap_years + before(month) + day - 1 - EPOCH)
}

/// An offset from UTC in seconds.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let seconds = (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60;
    Some(if zone.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}
