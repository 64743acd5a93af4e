//! Comparing what was received with what a model makes of it.

use serde_json::Value;

/// The value without members that are null or an empty list or object: what is received reads the same without them.
pub(crate) fn without_absent(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, without_absent(value)))
            .filter(|(_, value)| !reads_as_absent(value))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_absent).collect(),
        other => other,
    }
}

fn reads_as_absent(value: &Value) -> bool {
    value.is_null()
        || value.as_array().is_some_and(Vec::is_empty)
        || value.as_object().is_some_and(serde_json::Map::is_empty)
}
