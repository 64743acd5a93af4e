//! Unions without a discriminator: the value is decoded as each variant in turn, as strictly as the
//! body that it is part of.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;

/// Decodes a variant, or returns `None` if the value does not match it.
pub fn matching_variant<T: DeserializeOwned>(value: &Value) -> Option<T> {
    // A mismatch is not a failure of the body, so its path is discarded.
    with_path(|| T::deserialize(Strict(value))).ok()
}
