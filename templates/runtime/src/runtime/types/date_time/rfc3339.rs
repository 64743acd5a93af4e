//! From the texts that an API writes for dates and times to the one form that every library reads alike.
//!
//! The form is checked here and the ranges of its parts too, so that an error says which part is wrong. What is left to
//! the library is whether the month has such a day, and whether it can hold the moment.

use std::fmt;

use crate::runtime::types::date_time::DateTime;

/// Why a [`DateTime`] is no moment in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeError(Problem);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    Form,
    Part { name: &'static str, value: u8 },
    Moment,
}

impl DateTimeError {
    /// The text is fine as far as it was looked at here, and a library refuses it.
    pub(crate) fn moment() -> Self {
        Self(Problem::Moment)
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Form => {
                f.write_str("the text is not of the form 2022-10-23T08:05:00.000Z")
            }
            Problem::Part { name, value } => {
                write!(f, "the {name} can't be {value}")
            }
            Problem::Moment => f.write_str(
                "the month has no such day, or the moment is beyond those that the library can hold",
            ),
        }
    }
}

impl std::error::Error for DateTimeError {}

impl DateTime {
    /// The text in the form of RFC 3339: a capital `T`, seconds, at most nine digits of fraction, and a zone.
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
            Err(DateTimeError(Problem::Form))
        }
    }
}

/// What is not read yet.
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
        // The libraries differ in what a leap second is, and clocks that keep UTC have none.
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
            return Err(DateTimeError(Problem::Form));
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
            _ => Err(DateTimeError(Problem::Form)),
        }
    }

    fn one_of(&mut self, allowed: &[u8]) -> Result<u8, DateTimeError> {
        match self.0 {
            [first, rest @ ..] if allowed.contains(first) => {
                self.0 = rest;
                Ok(*first)
            }
            _ => Err(DateTimeError(Problem::Form)),
        }
    }
}
