//! Properties that the API's document does not list.
//!
//! A model that keeps them has a map of JSON values. While the variants of a union are tried, they
//! are counted: the fewer are left for the map, the better does the variant know the value.

use std::cell::Cell;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Decodes the properties that are not fields of a struct. For `deserialize_with` on a `flatten`
/// field.
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

/// Adds to the number of unlisted properties.
pub(crate) fn add_unlisted(count: usize) {
    COUNT.set(COUNT.get().saturating_add(count));
}

/// Runs `decode` and returns the number of unlisted properties that it found, too. They are not
/// added to those of the value around.
#[allow(
    dead_code,
    reason = "used by an SDK with unions without a discriminator"
)]
pub(crate) fn counted<T>(decode: impl FnOnce() -> T) -> (T, usize) {
    let outer = COUNT.replace(0);
    let decoded = decode();
    (decoded, COUNT.replace(outer))
}
