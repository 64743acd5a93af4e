//! Enums of numbers, or of values of several types, to which the API may add values.
//!
//! An emitted enum has a variant for each known value and `UnknownValue(UnknownJson)` for all
//! others. Its `as_json` and `From<Value>` map variants to JSON and back. The macro
//! `open_value_enum!` implements the other traits, and `From` for the listed types:
//!
//! ```text
//! #[derive(Debug, Clone, PartialEq, Eq, Hash)]
//! #[non_exhaustive]
//! pub enum Level {
//!     V1,
//!     UnknownValue(UnknownJson),
//! }
//!
//! impl Level {
//!     pub fn as_json(&self) -> &str {
//!         match self {
//!             Self::V1 => "1",
//!             Self::UnknownValue(value) => value.as_json(),
//!         }
//!     }
//! }
//!
//! impl From<Value> for Level {
//!     fn from(value: Value) -> Self {
//!         match known_json(&value).as_str() {
//!             "1" => Self::V1,
//!             _ => Self::UnknownValue(UnknownJson::of(&value)),
//!         }
//!     }
//! }
//!
//! open_value_enum!(Level, i64);
//! ```

use std::fmt;

use serde_json::Value;

/// An enum value that this version of the SDK does not know: JSON of any type.
///
/// Only the SDK can create it, so it never contains a known value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownJson(String);

impl UnknownJson {
    /// Returns the value as JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// Creates an unknown value, after `From<Value>` of the enum has ruled out the known ones.
    #[allow(dead_code, reason = "used by the enums of an SDK")]
    pub(crate) fn of(value: &Value) -> Self {
        Self(value.to_string())
    }
}

impl fmt::Debug for UnknownJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for UnknownJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Below this limit, every whole number is exact as a floating-point number.
#[allow(dead_code, reason = "used by the enums of an SDK")]
const EXACT_LIMIT: f64 = 1e15;

/// Returns the JSON text by which an enum finds a value: the number `5.0` is `5`.
#[allow(dead_code, reason = "used by the enums of an SDK")]
pub(crate) fn known_json(value: &Value) -> String {
    match value.as_f64() {
        // Exact, because the value is whole and within the limit.
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT_LIMIT => {
            (number as i64).to_string()
        }
        _ => value.to_string(),
    }
}

/// Implements `Display`, serde both ways, and `From` for the listed types.
///
/// Paths are absolute, since a module of models may have a type called `String`.
#[allow(unused_macros, reason = "used by the enums of an SDK")]
macro_rules! open_value_enum {
    ($name:ident $(, $from:ty)*) => {
        $(
            impl ::std::convert::From<$from> for $name {
                fn from(value: $from) -> Self {
                    <Self as ::std::convert::From<::serde_json::Value>>::from(
                        ::serde_json::Value::from(value),
                    )
                }
            }
        )*

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                // A string in a path, a query or a header has no quotes.
                let json = self.as_json();
                match ::serde_json::from_str::<::std::string::String>(json) {
                    ::std::result::Result::Ok(text) => f.pad(&text),
                    ::std::result::Result::Err(_) => f.pad(json),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                let value: ::serde_json::Value = ::serde_json::from_str(self.as_json())
                    .map_err(<S::Error as ::serde::ser::Error>::custom)?;
                ::serde::Serialize::serialize(&value, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value =
                    <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                ::std::result::Result::Ok(
                    <Self as ::std::convert::From<::serde_json::Value>>::from(value),
                )
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the enums of an SDK")]
pub(crate) use open_value_enum;
