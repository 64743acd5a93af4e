//! Normalizes the date-times that APIs write to the RFC 3339 format that all libraries parse alike.
//!
//! The format and the ranges of the parts are checked here, so that an error names the wrong part.
//! The library checks whether the month has the day, and whether it can represent the time.

use std::fmt;

use crate::runtime::types::date_time::DateTime;

/// Why a [`DateTime`] cannot be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeError(Problem);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    Format,
    Part { name: &'static str, value: u8 },
    Invalid,
}

impl DateTimeError {
    /// The format and ranges are valid, but the library rejects the date-time.
    pub(crate) fn invalid() -> Self {
        Self(Problem::Invalid)
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Format => {
                f.write_str("the date-time does not have the format 2022-10-23T08:05:00.000Z")
            }
            Problem::Part { name, value } => {
                write!(f, "the {name} cannot be {value}")
            }
            Problem::Invalid => f.write_str(
                "the month does not have this day, or the time is outside the library's range",
            ),
        }
    }
}

impl std::error::Error for DateTimeError {}

impl DateTime {
    /// Returns the date-time in RFC 3339 format, with an upper-case `T`, seconds, at most nine
    /// digits of fraction, and an offset.
    pub(crate) fn rfc3339(&self) -> Result<String, DateTimeError> {
        let mut rest = Rest(self.as_str().as_bytes());
        let mut text = String::with_capacity(35);
        rest.date(&mut text)?;
        if rest.0.is_empty() {
            text.push_str("T00:00:00Z");
            return Ok(text);
        }
        rest.time(&mut text)?;
        rest.zone(&mut text)?;
        if rest.0.is_empty() {
            Ok(text)
        } else {
            Err(DateTimeError(Problem::Format))
        }
    }
}

/// The part of the string that is not parsed yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn date(&mut self, text: &mut String) -> Result<(), DateTimeError> {
        let century = self.two_digits()?;
        let year = self.two_digits()?;
        self.one_of(b"-")?;
        let month = self.part("month", 1, 12)?;
        self.one_of(b"-")?;
        let day = self.part("day", 1, 31)?;
        text.push_str(&format!("{century:02}{year:02}-{month:02}-{day:02}"));
        Ok(())
    }

    fn time(&mut self, text: &mut String) -> Result<(), DateTimeError> {
        self.one_of(b"Tt ")?;
        let hour = self.part("hour", 0, 23)?;
        self.one_of(b":")?;
        let minute = self.part("minute", 0, 59)?;
        self.one_of(b":")?;
        // Libraries treat a leap second differently, and Unix time has none.
        let second = self.part("second", 0, 60)?.min(59);
        text.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
        if self.one_of(b".").is_ok() {
            self.fraction(text)?;
        }
        Ok(())
    }

    fn fraction(&mut self, text: &mut String) -> Result<(), DateTimeError> {
        let length = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.0.split_at(length);
        if digits.is_empty() {
            return Err(DateTimeError(Problem::Format));
        }
        text.push('.');
        text.extend(digits.iter().take(9).copied().map(char::from));
        self.0 = rest;
        Ok(())
    }

    fn zone(&mut self, text: &mut String) -> Result<(), DateTimeError> {
        if self.0.is_empty() || self.one_of(b"Zz").is_ok() {
            text.push('Z');
            return Ok(());
        }
        let sign = char::from(self.one_of(b"+-")?);
        let hours = self.part("hour of the offset", 0, 23)?;
        self.one_of(b":")?;
        let minutes = self.part("minute of the offset", 0, 59)?;
        text.push_str(&format!("{sign}{hours:02}:{minutes:02}"));
        Ok(())
    }

    fn part(&mut self, name: &'static str, least: u8, most: u8) -> Result<u8, DateTimeError> {
        let value = self.two_digits()?;
        if (least..=most).contains(&value) {
            Ok(value)
        } else {
            Err(DateTimeError(Problem::Part { name, value }))
        }
    }

    fn two_digits(&mut self) -> Result<u8, DateTimeError> {
        match self.0 {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                self.0 = rest;
                Ok((tens - b'0') * 10 + (ones - b'0'))
            }
            _ => Err(DateTimeError(Problem::Format)),
        }
    }

    fn one_of(&mut self, allowed: &[u8]) -> Result<u8, DateTimeError> {
        match self.0 {
            [first, rest @ ..] if allowed.contains(first) => {
                self.0 = rest;
                Ok(*first)
            }
            _ => Err(DateTimeError(Problem::Format)),
        }
    }
}
