//! Compares received JSON with the JSON of the decoded model.

use serde_json::Value;

/// Removes properties that are null, an empty array or an empty object. Received models are the
/// same without them.
pub(crate) fn without_absent(value: Value) -> Value {
    match value {
        Value::Object(properties) => properties
            .into_iter()
            .map(|(name, value)| (name, without_absent(value)))
            .filter(|(_, value)| !is_decoded_as_absent(value))
            .collect(),
        Value::Array(elements) => elements.into_iter().map(without_absent).collect(),
        other => other,
    }
}

fn is_decoded_as_absent(value: &Value) -> bool {
    value.is_null()
        || value.as_array().is_some_and(Vec::is_empty)
        || value.as_object().is_some_and(serde_json::Map::is_empty)
}
