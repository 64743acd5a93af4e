//! Rewrites one schema to 3.0 keywords.

use serde_json::{Map, Value, json};

use super::tidy::is_false_schema;
use super::{containers, types};
use crate::extensions::{AT, CONTENT, EXAMPLES, FALSE, NULL, VALUES, WIDE};
use crate::media::is_binary_type;

type Keywords = Map<String, Value>;

/// Rewrites in place. `nullable` was decided on the original schema. A schema is read by the letter
/// if it declares the dialect of JSON Schema.
pub(super) fn rewrite(keywords: &mut Keywords, nullable: bool, is_by_letter: bool) {
    if is_false_schema(keywords) {
        keywords.insert(FALSE.to_owned(), Value::Bool(true));
    }
    if has_wide_values(keywords) {
        keywords.insert(WIDE.to_owned(), Value::Bool(true));
    }
    constant(keywords);
    branches(keywords);
    containers::unevaluated(keywords);
    containers::arrays(keywords);
    containers::objects(keywords, is_by_letter);
    types::types(keywords, is_by_letter);
    examples(keywords);
    enumeration(keywords);
    binary(keywords);
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
    "$schema",
    "$vocabulary",
    "$id",
    "$anchor",
    "$dynamicAnchor",
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
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "not",
    "xml",
    "externalDocs",
    CONTENT,
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

/// Whether an integer has a limit, default or example that only an unsigned 64-bit integer can be,
/// or a default or example beyond that. Greater limits mean that there is none.
fn has_wide_values(keywords: &Keywords) -> bool {
    const LIMITS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let is_integer = match keywords.get("type") {
        Some(Value::Array(types)) => types.iter().any(|one| one == "integer"),
        one => one.is_some_and(|one| one == "integer"),
    };
    let is_unsigned = |value: &Value| value.is_u64() && !value.is_i64();
    let is_beyond = |value: &Value| {
        value
            .as_f64()
            .is_some_and(|number| number.abs() >= 2f64.powi(63))
    };
    let examples = keywords.get("examples").and_then(Value::as_array);
    let given = ["default", "example"]
        .iter()
        .filter_map(|name| keywords.get(*name));
    is_integer
        && (LIMITS
            .iter()
            .filter_map(|name| keywords.get(*name))
            .any(is_unsigned)
            || given.chain(examples.into_iter().flatten()).any(is_beyond))
}

/// `const` is an `enum` of one value.
fn constant(keywords: &mut Keywords) {
    if let Some(value) = keywords.shift_remove("const") {
        keywords.insert("enum".to_owned(), json!([value]));
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
            .get(VALUES)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
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

/// Moves the values to an extension, without null, which `nullable` expresses.
fn enumeration(keywords: &mut Keywords) {
    if let Some(Value::Array(mut values)) = keywords.shift_remove("enum") {
        let had_values = !values.is_empty();
        values.retain(|value| !value.is_null());
        if had_values && values.is_empty() {
            keywords.insert(NULL.to_owned(), Value::Bool(true));
        }
        keywords.insert(VALUES.to_owned(), Value::Array(values));
    }
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
