//! The part of a union that a value says it is.
//!
//! A union reads a whole [`Value`] first, since the member that tells its parts apart may stand anywhere in it. Then
//! the value is read once more as the part, as strictly as the body that it came in.

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

use crate::runtime::json::strict::Strict;

/// Reads the part.
///
/// # Errors
///
/// If the value is something else.
pub fn tagged_variant<T: DeserializeOwned, E: Error>(value: &Value) -> Result<T, E> {
    T::deserialize(Strict(value)).map_err(E::custom)
}
