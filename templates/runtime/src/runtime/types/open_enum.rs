//! String enums to which the API may add values.
//!
//! An emitted enum has a variant for each known value and `UnknownValue(UnknownValue)` for all
//! others. Its `as_str` and `From<String>` map variants to strings and back. The macro `open_enum!`
//! implements the other traits:
//!
//! ```text
//! #[derive(Debug, Clone, PartialEq, Eq, Hash)]
//! #[non_exhaustive]
//! pub enum Status {
//!     Active,
//!     UnknownValue(UnknownValue),
//! }
//!
//! impl Status {
//!     pub fn as_str(&self) -> &str {
//!         match self {
//!             Self::Active => "active",
//!             Self::UnknownValue(value) => value.as_str(),
//!         }
//!     }
//! }
//!
//! impl From<String> for Status {
//!     fn from(text: String) -> Self {
//!         match text.as_str() {
//!             "active" => Self::Active,
//!             _ => Self::UnknownValue(UnknownValue::of(text)),
//!         }
//!     }
//! }
//!
//! open_enum!(Status);
//! ```

use std::fmt;

/// An enum value that this version of the SDK does not know.
///
/// Only the SDK can create it, so it never contains a known value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// Returns the value as the API sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Creates an unknown value, after `From<String>` of the enum has ruled out the known ones.
    #[allow(dead_code, reason = "used by the enums of an SDK")]
    pub(crate) fn of(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Implements `Display`, `FromStr`, `From<&str>` and serde both ways.
///
/// Paths are absolute, since a module of models may have a type called `String`.
#[allow(unused_macros, reason = "used by the enums of an SDK")]
macro_rules! open_enum {
    ($name:ident) => {
        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                <Self as ::std::convert::From<::std::string::String>>::from(
                    ::std::borrow::ToOwned::to_owned(text),
                )
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(text))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text =
                    <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
                ::std::result::Result::Ok(
                    <Self as ::std::convert::From<::std::string::String>>::from(text),
                )
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the enums of an SDK")]
pub(crate) use open_enum;
