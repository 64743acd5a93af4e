//! Visitors for strings and integers that tolerate other scalars.
//!
//! A string accepts a number or a boolean as its JSON text. An integer accepts a number without a
//! fraction, such as `5.0`. Other values are passed on, so that the visitor of the type reports
//! them.
//!
//! `serde_json` parses numbers with a fraction or an exponent, and integers beyond 64 bits, as
//! `f64`, not always to the last digit. The limits below accept only those whose digits are
//! certain.

use std::fmt;

use serde::de::{Error, Visitor};

use crate::runtime::json::exact::is_tolerant;

/// Below this limit, a parsed integer is exact: an inexact one has a fraction.
const EXACT_LIMIT: f64 = 1e15;

/// A parsed number with at most this many digits is exact.
const EXACT_DIGITS: usize = 15;

/// Accepts a string, a number or a boolean for a string.
pub(crate) struct StringVisitor<V>(pub(crate) V);
/// Accepts an integer, or a number without a fraction.
pub(crate) struct IntegerVisitor<V>(pub(crate) V);

macro_rules! forward {
    ($($method:ident: $value:ty,)*) => {
        $(
            #[inline]
            fn $method<E: Error>(self, value: $value) -> Result<V::Value, E> {
                self.0.$method(value)
            }
        )*
    };
}

/// Returns the JSON text of a number, without an exponent, or `None` if digits may be lost.
fn exact_text(value: f64) -> Option<String> {
    let text = serde_json::Number::from_f64(value)?.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits <= EXACT_DIGITS && !text.contains('e')).then_some(text)
}

impl<'de, V: Visitor<'de>> Visitor<'de> for StringVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    forward! {
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<V::Value, E> {
        if is_tolerant() {
            self.0.visit_string(value.to_string())
        } else {
            self.0.visit_bool(value)
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        if is_tolerant() {
            self.0.visit_string(value.to_string())
        } else {
            self.0.visit_i64(value)
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        if is_tolerant() {
            self.0.visit_string(value.to_string())
        } else {
            self.0.visit_u64(value)
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        match exact_text(value) {
            Some(text) if is_tolerant() => self.0.visit_string(text),
            _ => self.0.visit_f64(value),
        }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for IntegerVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    forward! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        if value.fract() == 0.0 && value.abs() < EXACT_LIMIT && is_tolerant() {
            // Exact, because the value is an integer within the limit.
            self.0.visit_i64(value as i64)
        } else {
            self.0.visit_f64(value)
        }
    }
}
