//! Unions with a discriminator.
//!
//! A union reads a whole [`Value`] first, since the discriminator may be anywhere in it. Then the
//! value is decoded as the variant, as strictly as the body that it is part of.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;

/// Decodes the variant that the discriminator names.
///
/// # Errors
///
/// The value, if it does not match the variant.
pub fn tagged_variant<T: DeserializeOwned>(value: Value) -> Result<T, Value> {
    // A mismatch is not a failure of the body, so its path is discarded.
    with_path(|| T::deserialize(Strict(&value))).map_err(|_| value)
}
