//! Unions with a discriminator.
//!
//! A union reads a whole [`Value`] first, since the discriminator may be anywhere in it. Then the
//! value is decoded as the variant, as strictly as the body that it is part of.

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

use crate::runtime::json::strict::Strict;

/// Decodes the variant that the discriminator names.
///
/// # Errors
///
/// If the value does not match the variant.
pub fn tagged_variant<T: DeserializeOwned, E: Error>(value: &Value) -> Result<T, E> {
    T::deserialize(Strict(value)).map_err(E::custom)
}
