//! Rewrites one schema to 3.0 keywords.

use serde_json::{Map, Value, json};

use crate::extensions::{AT, CONTENT, EXAMPLES, NULL, TYPES};
use crate::media::{MediaKind, is_binary_type};

type Keywords = Map<String, Value>;

/// Rewrites in place. `nullable` was decided on the original schema.
pub(super) fn rewrite(keywords: &mut Keywords, nullable: bool) {
    constant(keywords);
    branches(keywords);
    types(keywords);
    examples(keywords);
    enumeration(keywords);
    patterns(keywords);
    binary(keywords);
    content(keywords);
    keywords.shift_remove("nullable");
    if nullable {
        keywords.insert("nullable".to_owned(), Value::Bool(true));
    }
    reference(keywords);
    for name in WITHOUT_EFFECT {
        keywords.shift_remove(*name);
    }
}

/// Keywords that have no effect on the SDK and that the typed model lacks or types more narrowly.
/// The audit has listed them.
const WITHOUT_EFFECT: &[&str] = &[
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "prefixItems",
    "$schema",
    "$comment",
    "propertyNames",
    "contains",
    "minContains",
    "maxContains",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "not",
    "xml",
    "externalDocs",
];

/// Content that is neither text nor encoded as text is `format: binary`.
fn binary(keywords: &mut Keywords) {
    let text = |name: &str| keywords.get(name).and_then(Value::as_str);
    let is_string = matches!(text("type"), None | Some("string"));
    let is_binary = match (text("contentEncoding"), text("contentMediaType")) {
        (Some(encoding), _) => encoding.eq_ignore_ascii_case("binary"),
        (None, Some(media_type)) => is_binary_type(media_type),
        (None, None) => false,
    };
    if is_binary
        && is_string
        && !["$ref", "allOf", "oneOf", "anyOf", "enum"]
            .iter()
            .any(|name| keywords.contains_key(*name))
    {
        keywords.insert("type".to_owned(), json!("string"));
        keywords.entry("format").or_insert(json!("binary"));
    }
}

/// Keeps the schema of JSON in a string, for the fields of server-sent events.
fn content(keywords: &mut Keywords) {
    let media_type = keywords.get("contentMediaType").and_then(Value::as_str);
    let is_json = media_type.is_none_or(|media_type| MediaKind::of(media_type).is_json());
    if is_json && let Some(schema @ Value::Object(_)) = keywords.get("contentSchema") {
        keywords.insert(CONTENT.to_owned(), schema.clone());
    }
}

/// `const` is an `enum` of one value.
fn constant(keywords: &mut Keywords) {
    if let Some(value) = keywords.shift_remove("const") {
        keywords.entry("enum").or_insert_with(|| json!([value]));
    }
}

/// A union branch that is only null makes the rest nullable. A union of one branch is that branch.
fn branches(keywords: &mut Keywords) {
    for name in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = keywords.get_mut(name) else {
            continue;
        };
        branches.retain(|branch| !is_only_null(branch));
        if branches.len() > 1 {
            continue;
        }
        let rest = keywords.shift_remove(name);
        let Some(Value::Array(rest)) = rest else {
            continue;
        };
        if let Some(all) = keywords.get_mut("allOf").and_then(Value::as_array_mut) {
            all.extend(rest);
        } else if !rest.is_empty() {
            keywords.insert("allOf".to_owned(), Value::Array(rest));
        }
    }
}

fn is_only_null(branch: &Value) -> bool {
    // Children are rewritten before their parent.
    branch.get(NULL).is_some()
        || branch
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
}

/// `type: [string, "null"]` is `string`. Several remaining types become an extension.
fn types(keywords: &mut Keywords) {
    let Some(types) = keywords.get("type") else {
        return;
    };
    let types: Vec<Value> = match types {
        Value::Array(several) => several
            .iter()
            .filter(|one| *one != "null")
            .cloned()
            .collect(),
        one if one == "null" => Vec::new(),
        _ => return,
    };
    keywords.shift_remove("type");
    match <[Value; 1]>::try_from(types) {
        Ok([one]) => {
            keywords.insert("type".to_owned(), one);
        }
        Err(types) if types.is_empty() => {
            keywords.insert(NULL.to_owned(), Value::Bool(true));
        }
        Err(types) => {
            keywords.insert(TYPES.to_owned(), Value::Array(types));
        }
    }
}

fn examples(keywords: &mut Keywords) {
    let Some(examples) = keywords.shift_remove("examples") else {
        return;
    };
    let first = match &examples {
        Value::Array(list) => list.first().cloned(),
        Value::Object(map) => map.values().next().cloned(),
        _ => None,
    };
    if let Some(first) = first {
        keywords.entry("example").or_insert(first);
    }
    keywords.insert(EXAMPLES.to_owned(), examples);
}

/// Removes null from the values; `nullable` expresses it.
fn enumeration(keywords: &mut Keywords) {
    if let Some(Value::Array(values)) = keywords.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
}

/// Properties with a name pattern become properties of any name, since the SDK does not validate.
fn patterns(keywords: &mut Keywords) {
    let Some(Value::Object(patterns)) = keywords.shift_remove("patternProperties") else {
        return;
    };
    let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
    let open = !matches!(
        keywords.get("additionalProperties"),
        None | Some(Value::Bool(false))
    );
    let one = schemas.pop().filter(|_| schemas.is_empty() && !open);
    keywords.insert(
        "additionalProperties".to_owned(),
        one.unwrap_or(Value::Bool(true)),
    );
}

/// A `$ref` with siblings becomes `allOf: [$ref]` with siblings, which the typed model keeps.
fn reference(keywords: &mut Keywords) {
    let Some(target) = keywords.shift_remove("$ref") else {
        return;
    };
    let siblings = keywords.keys().any(|name| name != AT);
    if !siblings {
        keywords.clear();
        keywords.insert("$ref".to_owned(), target);
        return;
    }
    let target = json!({ "$ref": target });
    match keywords.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(all) => all.insert(0, target),
        None => {
            keywords.insert("allOf".to_owned(), json!([target]));
        }
    }
}
