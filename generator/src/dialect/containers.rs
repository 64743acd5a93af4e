//! The keywords of objects and arrays that 3.0 lacks.

use serde_json::{Map, Value};

use super::alternatives::{anything, location, one_of};
use super::tidy::is_false;

type Keywords = Map<String, Value>;

/// Keywords whose schemas evaluate properties and items, and that the typed model lacks.
const EVALUATING: &[&str] = &["contains", "dependentSchemas", "else", "if", "then"];

/// `unevaluatedProperties` and `unevaluatedItems`: the types of what no other keyword describes,
/// like `additionalProperties` and `items`, but with what is inside of `allOf`, `oneOf` and `anyOf`.
/// What the typed model lacks may describe some of it as any type.
pub(super) fn unevaluated(keywords: &mut Keywords) {
    let is_open = EVALUATING.iter().any(|name| keywords.contains_key(*name));
    for (name, usual) in [
        ("unevaluatedProperties", "additionalProperties"),
        ("unevaluatedItems", "items"),
    ] {
        let Some(schema) = keywords.shift_remove(name) else {
            continue;
        };
        let is_closed = schema == Value::Bool(false) || is_false(&schema);
        if is_closed || keywords.contains_key(usual) {
            continue;
        }
        let schema = match schema {
            Value::Object(_) if is_open => anything(location(keywords, name)),
            Value::Bool(true) => anything(location(keywords, name)),
            other => other,
        };
        keywords.insert(usual.to_owned(), schema);
    }
}

/// `prefixItems`, and `items` as an array: the items are of one of the types. An array without
/// `items` behind its prefix may have any items there.
pub(super) fn arrays(keywords: &mut Keywords) {
    let additional = keywords.shift_remove("additionalItems");
    if keywords.get("items").is_some_and(Value::is_array) {
        let prefix = keywords.shift_remove("items").unwrap_or_default();
        keywords.insert("prefixItems".to_owned(), prefix);
        if let Some(rest) = additional {
            keywords.insert("items".to_owned(), rest);
        }
    }
    let Some(Value::Array(mut parts)) = keywords.shift_remove("prefixItems") else {
        return;
    };
    let most = keywords.get("maxItems").and_then(Value::as_u64);
    let is_bounded = most.is_some_and(|most| most <= parts.len() as u64);
    let rest = keywords.shift_remove("items");
    let is_open = !is_bounded && rest.as_ref().is_none_or(|rest| *rest == Value::Bool(true));
    if !is_bounded {
        parts.extend(rest.filter(Value::is_object));
    }
    parts.retain(|part| !is_false(part));
    let items = one_of(parts, is_open, location(keywords, "prefixItems"));
    keywords.insert("items".to_owned(), items);
}

/// `patternProperties` and `additionalProperties`: since names are not checked, the values of
/// properties that are not listed are of one of the types. `additionalProperties: true` is a schema
/// like any other. It is the default if the schema is read by the letter; otherwise, unlisted
/// properties are ignored by default, as OpenAPI documents mean it.
pub(super) fn objects(keywords: &mut Keywords, is_by_letter: bool) {
    let patterns = match keywords.shift_remove("patternProperties") {
        Some(Value::Object(patterns)) => patterns,
        _ => Keywords::new(),
    };
    let additional = keywords.shift_remove("additionalProperties");
    let is_closed = additional
        .as_ref()
        .is_some_and(|additional| *additional == Value::Bool(false) || is_false(additional));
    let schema = match additional {
        Some(Value::Bool(true)) => Some(anything(location(keywords, "additionalProperties"))),
        other => other.filter(|other| other.is_object() && !is_closed),
    };
    let all = patterns.keys().any(|pattern| matches_all(pattern));
    let is_open = !is_closed && schema.is_none() && !all;
    let mut parts: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
    parts.retain(|part| !is_false(part));
    let unlisted = if !parts.is_empty() {
        parts.extend(schema);
        Some(one_of(
            parts,
            is_open,
            location(keywords, "patternProperties"),
        ))
    } else if is_closed {
        Some(Value::Bool(false))
    } else if schema.is_none() && is_by_letter && is_object(keywords) {
        Some(anything(location(keywords, "additionalProperties")))
    } else {
        schema
    };
    if let Some(unlisted) = unlisted {
        keywords.insert("additionalProperties".to_owned(), unlisted);
    }
}

/// Whether every name matches a regular expression.
fn matches_all(pattern: &str) -> bool {
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    matches!(inner, "" | ".*" | ".+" | "(.*)" | "(.+)" | "[\\s\\S]*")
}

/// Whether a schema describes objects.
fn is_object(keywords: &Keywords) -> bool {
    match keywords.get("type") {
        Some(Value::Array(types)) => types.iter().any(|one| one == "object"),
        Some(one) => one == "object",
        None => keywords.contains_key("properties"),
    }
}
