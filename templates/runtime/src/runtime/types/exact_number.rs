//! Numbers that are kept digit for digit: integers beyond 64 bits, and decimals.
//!
//! `serde_json` parses an integer beyond 64 bits, and a number with a fraction, as `f64`. So a
//! number is read as a slice of the JSON text ([`RawValue`]), and written as that text.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error as _, Visitor};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A number of any size and precision, kept as the API writes it.
///
/// It is created from an integer (`42.into()`) or parsed (`"0.10".parse()`), and converted by
/// [`to_i64`](Self::to_i64) and its siblings. Two are equal if their texts are equal: `1.0` and
/// `1` are not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ExactNumber(String);

/// A text is not a JSON number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactNumberError(());

impl fmt::Display for ExactNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number, such as `-12.50`")
    }
}

impl Error for ExactNumberError {}

impl ExactNumber {
    /// Returns the number as it was or will be sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number if it is an integer of 64 bits.
    pub fn to_i64(&self) -> Option<i64> {
        self.whole()?.parse().ok()
    }

    /// Returns the number if it is an unsigned integer of 64 bits.
    pub fn to_u64(&self) -> Option<u64> {
        self.whole()?.parse().ok()
    }

    /// Returns the number if it is an integer of 128 bits.
    pub fn to_i128(&self) -> Option<i128> {
        self.whole()?.parse().ok()
    }

    /// Returns the nearest floating-point number, which is infinite for a number beyond its range.
    pub fn to_f64(&self) -> f64 {
        // A JSON number is a floating-point number in Rust's syntax as well.
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The digits and sign of a whole number, without a fraction of zeros. A whole number with an
    /// exponent is not one here.
    fn whole(&self) -> Option<&str> {
        match self.0.split_once('.') {
            Some((whole, fraction)) => fraction.bytes().all(|digit| digit == b'0').then_some(whole),
            None => Some(&self.0),
        }
    }
}

/// Whether a text is a number of JSON (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

impl FromStr for ExactNumber {
    type Err = ExactNumberError;

    fn from_str(text: &str) -> Result<Self, ExactNumberError> {
        if is_number(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ExactNumberError(()))
        }
    }
}

impl TryFrom<f64> for ExactNumber {
    type Error = ExactNumberError;

    /// # Errors
    ///
    /// If the number is infinite or not a number.
    fn try_from(number: f64) -> Result<Self, ExactNumberError> {
        number.to_string().parse()
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(
            impl From<$integer> for ExactNumber {
                fn from(number: $integer) -> Self {
                    Self(number.to_string())
                }
            }
        )*
    };
}

from_integers! { i32 i64 i128 u32 u64 u128 }

#[cfg(feature = "test-util")]
impl crate::runtime::Fixture for ExactNumber {
    fn fixture() -> Self {
        0.into()
    }
}

impl fmt::Debug for ExactNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ExactNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for ExactNumber {
    /// Writes an integer of 64 bits as such, so that other formats than JSON can have it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(number) = self.0.parse::<i64>() {
            return serializer.serialize_i64(number);
        }
        if let Ok(number) = self.0.parse::<u64>() {
            return serializer.serialize_u64(number);
        }
        let raw = RawValue::from_string(self.0.clone()).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ExactNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut buffered = None;
        let raw = Box::<RawValue>::deserialize(Buffered {
            inner: deserializer,
            number: &mut buffered,
        });
        match (raw, buffered) {
            (Ok(raw), _) => raw.get().parse().map_err(D::Error::custom),
            (Err(_), Some(number)) => Ok(number),
            (Err(error), None) => Err(error),
        }
    }
}

/// A deserializer, or its visitor, that is asked for a [`RawValue`]. If it has no JSON text, since
/// the value was buffered, `number` is the number of the buffer.
struct Buffered<'n, T> {
    inner: T,
    number: &'n mut Option<ExactNumber>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Buffered<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_newtype_struct(
            name,
            Buffered {
                inner: visitor,
                number: self.number,
            },
        )
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Buffered<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        *self.number = Some(value.deserialize_any(NumberVisitor)?);
        Err(D::Error::custom("a buffered number has no text"))
    }
}

/// Accepts a number.
struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = ExactNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<ExactNumber, E> {
        Ok(number.into())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<ExactNumber, E> {
        Ok(number.into())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<ExactNumber, E> {
        number.try_into().map_err(E::custom)
    }
}
