//! The part of a union that a value fits, where no member tells.
//!
//! A union reads a whole [`Value`] first, and then tries one part after the other, each as strictly as the body that
//! the value came in.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::json::path::traced;
use crate::runtime::json::strict::Strict;

/// Reads a part if the value fits it.
pub fn matching_variant<T: DeserializeOwned>(value: &Value) -> Option<T> {
    // To try is not to fail: the trail of the body does not hear of it.
    traced(|| T::deserialize(Strict(value))).ok()
}
