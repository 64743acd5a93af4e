//! Unions without a discriminator: the value is decoded as each variant in turn, without tolerance.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::json::exact::exact;
use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;

/// Decodes a variant, or returns `None` if the value does not match it.
pub fn matching_variant<T: DeserializeOwned>(value: &Value) -> Option<T> {
    // A mismatch is not a failure of the body, so its path is discarded.
    exact(|| with_path(|| T::deserialize(Strict(value)))).ok()
}
