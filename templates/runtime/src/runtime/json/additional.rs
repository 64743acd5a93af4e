//! Members that are none of those that an object is known to have.

use serde::{Deserialize, Deserializer};

use crate::runtime::json::strict::Strict;

/// For `deserialize_with` beside `flatten`: serde keeps such members aside and reads them later, by rules of its own.
///
/// # Errors
///
/// If one of them is no value of the type.
pub fn additional<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(Strict(deserializer))
}
