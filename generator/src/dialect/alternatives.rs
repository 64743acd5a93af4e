//! Schemas of which one must match, made from keywords that the typed model lacks.

use serde_json::{Map, Value, json};

use crate::extensions::{AT, OPEN};

/// The schema of values that match one of the schemas, located at `at`. If it is open, other values
/// are valid as well.
pub(super) fn one_of(schemas: Vec<Value>, is_open: bool, at: String) -> Value {
    let mut parts: Vec<Value> = Vec::new();
    for schema in schemas {
        let plain = without_locations(&schema);
        if plain.as_object().is_some_and(Map::is_empty) {
            return anything(at);
        }
        if !parts.iter().any(|known| without_locations(known) == plain) {
            parts.push(schema);
        }
    }
    match <[Value; 1]>::try_from(parts) {
        Ok([only]) if !is_open => only,
        Ok(only) => union(only.into(), at),
        Err(parts) if parts.is_empty() => anything(at),
        Err(parts) => union(parts, at),
    }
}

/// The schema of every value.
pub(super) fn anything(at: String) -> Value {
    json!({ AT: at })
}

/// The location of a part of a schema.
pub(super) fn location(keywords: &Map<String, Value>, part: &str) -> String {
    let at = keywords.get(AT).and_then(Value::as_str).unwrap_or_default();
    format!("{at}/{part}")
}

fn union(parts: Vec<Value>, at: String) -> Value {
    json!({ "anyOf": parts, OPEN: true, AT: at })
}

/// The schema without the locations in it, which make equal schemas different.
fn without_locations(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| *name != AT);
            let kept = kept.map(|(name, value)| (name.clone(), without_locations(value)));
            Value::Object(kept.collect())
        }
        Value::Array(items) => items.iter().map(without_locations).collect(),
        other => other.clone(),
    }
}
