//! `null` for fields that have a default.

use serde::{Deserialize, Deserializer};

/// Decodes `null` as the default value, like an absent property. For `deserialize_with`.
///
/// # Errors
///
/// If the value is not `null` and does not match the type.
pub fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
