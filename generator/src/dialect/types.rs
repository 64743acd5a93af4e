//! `type`: null, several types, and none.

use serde_json::{Map, Value};

use super::alternatives::location;
use crate::extensions::{AT, EXPANDED, NULL, TYPES};

type Keywords = Map<String, Value>;

/// Keywords of which a schema without a type is made. With one of them, its types do not matter.
const SHAPES: &[&str] = &["enum", "const", "$ref", "allOf", "anyOf", "oneOf"];

/// The types of JSON, null apart.
const ALL: [&str; 5] = ["string", "number", "boolean", "array", "object"];

/// The keywords that are about values of one type.
const PARTS: &[(&str, &[&str])] = &[
    (
        "object",
        &["properties", "required", "additionalProperties"],
    ),
    ("array", &["items"]),
];

/// `type: [string, "null"]` is `string`. Several types are alternatives. A schema without a type
/// that is read by the letter allows values of every type, beside the objects or arrays that it
/// describes.
pub(super) fn types(keywords: &mut Keywords, is_by_letter: bool) {
    let Some(types) = keywords.get("type") else {
        if is_by_letter {
            untyped(keywords);
        }
        return;
    };
    let types: Vec<String> = match types {
        Value::Array(several) => {
            let names = several.iter().filter_map(Value::as_str);
            names.map(str::to_owned).collect()
        }
        one if one == "null" => vec!["null".to_owned()],
        _ => return,
    };
    keywords.shift_remove("type");
    match distinct(types).as_slice() {
        [] => {
            keywords.insert(NULL.to_owned(), Value::Bool(true));
        }
        [one] => {
            keywords.insert("type".to_owned(), one.as_str().into());
        }
        several if ALL.iter().all(|name| several.iter().any(|one| one == name)) => {
            if is_by_letter {
                untyped(keywords);
            }
        }
        several => {
            let names = several.iter().map(|name| Value::from(name.as_str()));
            keywords.insert(TYPES.to_owned(), names.collect());
            if !has_shape(keywords) {
                expand(keywords, several);
            }
        }
    }
}

/// The types without null and without duplicates. Every integer is a number.
fn distinct(types: Vec<String>) -> Vec<String> {
    let has_numbers = types.iter().any(|one| one == "number");
    let mut kept: Vec<String> = Vec::new();
    for one in types {
        let is_covered = one == "null" || (one == "integer" && has_numbers);
        if !is_covered && !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

fn untyped(keywords: &mut Keywords) {
    let described = PARTS.iter().filter(|(_, parts)| {
        let mut parts = parts.iter().filter(|part| **part != "required");
        parts.any(|part| keywords.contains_key(*part))
    });
    let described: Vec<String> = described.map(|(name, _)| (*name).to_owned()).collect();
    if !described.is_empty() && !has_shape(keywords) {
        expand(keywords, &described);
    }
}

fn has_shape(keywords: &Keywords) -> bool {
    SHAPES.iter().any(|name| keywords.contains_key(*name))
}

/// Adds an alternative for each type.
fn expand(keywords: &mut Keywords, types: &[String]) {
    let mut alternatives = Vec::new();
    for (index, name) in types.iter().enumerate() {
        let mut one = Keywords::new();
        one.insert("type".to_owned(), name.as_str().into());
        let parts = PARTS.iter().find(|(known, _)| known == name);
        let parts = parts.map_or(&["format"][..], |(_, parts)| parts);
        for part in parts {
            if let Some(value) = keywords.get(*part) {
                one.insert((*part).to_owned(), value.clone());
            }
        }
        let at = location(keywords, &format!("type/{index}"));
        one.insert(AT.to_owned(), at.into());
        alternatives.push(Value::Object(one));
    }
    keywords.insert("oneOf".to_owned(), Value::Array(alternatives));
    keywords.insert(EXPANDED.to_owned(), Value::Bool(true));
}
