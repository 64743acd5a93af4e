//! `null` where a value is expected that has a default.

use serde::{Deserialize, Deserializer};

/// For `deserialize_with`: `null` is the default, as a member that is absent is.
///
/// # Errors
///
/// If what is there is neither `null` nor a value of the type.
pub fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
