//! Rewrites one schema in 3.0 words.

use serde_json::{Map, Value, json};

use super::keys;
use crate::resolve::AT;

type Members = Map<String, Value>;

/// Rewrites in place; `nullable` is what was decided of the schema as it was written.
pub(super) fn rewrite(members: &mut Members, nullable: bool) {
    constant(members);
    branches(members);
    types(members);
    bounds(members);
    examples(members);
    enumeration(members);
    patterns(members);
    members.shift_remove("nullable");
    if nullable {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    reference(members);
    for name in UNTYPED {
        members.shift_remove(*name);
    }
    if let Some(items) = members.shift_remove("prefixItems") {
        members.insert(keys::PREFIX_ITEMS.to_owned(), items);
    }
}

/// Words for validation that the typed model has no place for; the audit has listed them.
const UNTYPED: &[&str] = &[
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

/// `const` is an `enum` of one value.
fn constant(members: &mut Members) {
    if let Some(value) = members.shift_remove("const") {
        members.entry("enum").or_insert_with(|| json!([value]));
    }
}

/// A branch of a union that is only null says that the rest is nullable; a union of one is that one.
fn branches(members: &mut Members) {
    for name in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = members.get_mut(name) else {
            continue;
        };
        branches.retain(|branch| !is_only_null(branch));
        if branches.len() > 1 {
            continue;
        }
        let rest = members.shift_remove(name);
        let Some(Value::Array(rest)) = rest else {
            continue;
        };
        if let Some(all) = members.get_mut("allOf").and_then(Value::as_array_mut) {
            all.extend(rest);
        } else if !rest.is_empty() {
            members.insert("allOf".to_owned(), Value::Array(rest));
        }
    }
}

fn is_only_null(branch: &Value) -> bool {
    // Branches are rewritten before the schema that holds them.
    branch.get(keys::NULL).is_some()
        || branch
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
}

/// `type: [string, "null"]` is `string`; several types that remain are kept aside.
fn types(members: &mut Members) {
    let Some(types) = members.get("type") else {
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
    members.shift_remove("type");
    match <[Value; 1]>::try_from(types) {
        Ok([one]) => {
            members.insert("type".to_owned(), one);
        }
        Err(types) if types.is_empty() => {
            members.insert(keys::NULL.to_owned(), Value::Bool(true));
        }
        Err(types) => {
            members.insert(keys::TYPES.to_owned(), Value::Array(types));
        }
    }
}

/// A number as exclusive bound (3.1) is a bound and a flag (3.0).
fn bounds(members: &mut Members) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if let Some(limit) = members
            .get(exclusive)
            .filter(|limit| limit.is_number())
            .cloned()
        {
            members.insert(bound.to_owned(), limit);
            members.insert(exclusive.to_owned(), Value::Bool(true));
        }
    }
}

fn examples(members: &mut Members) {
    let Some(examples) = members.shift_remove("examples") else {
        return;
    };
    let first = match &examples {
        Value::Array(list) => list.first().cloned(),
        Value::Object(map) => map.values().next().cloned(),
        _ => None,
    };
    if let Some(first) = first {
        members.entry("example").or_insert(first);
    }
    members.insert(keys::EXAMPLES.to_owned(), examples);
}

/// `null` among the values is said by `nullable`.
fn enumeration(members: &mut Members) {
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
}

/// Members whose names match a pattern are members of any name, for a reader that does not validate.
fn patterns(members: &mut Members) {
    let Some(Value::Object(patterns)) = members.shift_remove("patternProperties") else {
        return;
    };
    let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
    let open = !matches!(
        members.get("additionalProperties"),
        None | Some(Value::Bool(false))
    );
    let one = schemas.pop().filter(|_| schemas.is_empty() && !open);
    members.insert(
        "additionalProperties".to_owned(),
        one.unwrap_or(Value::Bool(true)),
    );
}

/// What stands beside a `$ref` moves to where the typed model keeps it: `allOf: [$ref]` and the siblings.
fn reference(members: &mut Members) {
    let Some(target) = members.shift_remove("$ref") else {
        return;
    };
    let siblings = members.keys().any(|name| name != AT);
    if !siblings {
        members.clear();
        members.insert("$ref".to_owned(), target);
        return;
    }
    let target = json!({ "$ref": target });
    match members.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(all) => all.insert(0, target),
        None => {
            members.insert("allOf".to_owned(), json!([target]));
        }
    }
}
