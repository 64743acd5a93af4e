//! Properties that the API's document does not list, in a model that keeps them.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::runtime::json::unlisted_count::add_unlisted;

/// Decodes the properties that are not fields of a struct, and counts them. For `deserialize_with`
/// on a `flatten` field.
///
/// # Errors
///
/// If a value is not JSON.
pub fn unlisted<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    let properties = Map::deserialize(deserializer)?;
    add_unlisted(properties.len());
    Ok(properties)
}
