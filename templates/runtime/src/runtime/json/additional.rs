//! Additional properties: those that are not fields of a struct.

use serde::{Deserialize, Deserializer};

use crate::runtime::json::strict::Strict;

/// Decodes additional properties strictly. For `deserialize_with` on a `flatten` field: serde
/// buffers these properties and would decode them without the strict deserializer.
///
/// # Errors
///
/// If the value of a property does not match the type.
pub fn additional<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(Strict(deserializer))
}
