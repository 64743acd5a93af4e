//! Decides whether a schema allows null, for every spelling.

use serde_json::Value;

use crate::openapi::reference;
use crate::pointer::Pointer;

/// Whether the author of a schema meant to allow null.
///
/// These spellings count: `nullable: true` (3.0, also beside a `$ref`, where 3.0 would ignore it),
/// `null` in `type` (3.1), a branch of `anyOf` or `oneOf` that allows null, `null` in `enum` or as
/// `const`, any of these in a branch of `allOf` (which, read as an intersection, would have no
/// effect), and any of these in the target of a reference.
pub(super) fn is_nullable(schema: &Value, root: &Value) -> bool {
    decide(schema, root, &mut Vec::new())
}

fn decide(schema: &Value, root: &Value, seen: &mut Vec<Pointer>) -> bool {
    let Value::Object(members) = schema else {
        return false;
    };
    // `nullable: false` beside a reference overrides the target.
    if let Some(flag) = members.get("nullable").and_then(Value::as_bool) {
        return flag;
    }
    let branch = |name: &str| {
        members
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    includes_null(members.get("type"))
        || members.get("const").is_some_and(Value::is_null)
        || branch("enum").any(Value::is_null)
        || ["anyOf", "oneOf", "allOf"]
            .iter()
            .flat_map(|name| branch(name))
            .any(|schema| decide(schema, root, seen))
        || target(schema, root, seen).is_some_and(|target| decide(target, root, seen))
}

fn includes_null(types: Option<&Value>) -> bool {
    match types {
        Some(Value::String(one)) => one == "null",
        Some(Value::Array(several)) => several.iter().any(|one| one == "null"),
        _ => false,
    }
}

/// The target of a reference, unless it has been visited already.
fn target<'v>(schema: &Value, root: &'v Value, seen: &mut Vec<Pointer>) -> Option<&'v Value> {
    let pointer = Pointer::parse(reference(schema)?.strip_prefix('#')?).ok()?;
    if seen.contains(&pointer) {
        return None;
    }
    seen.push(pointer.clone());
    pointer.get(root)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_every_spelling() {
        let root = json!({"components": {"schemas": {
            "Nullable": {"type": "object", "nullable": true},
            "Alias": {"$ref": "#/components/schemas/Nullable"},
            "Plain": {"type": "object"},
            "Self": {"allOf": [{"$ref": "#/components/schemas/Self"}]}
        }}});
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        for yes in [
            json!({"type": "string", "nullable": true}),
            json!({"type": ["string", "null"]}),
            json!({"type": "null"}),
            json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
            json!({"oneOf": [{"type": "null"}, {"type": "string"}]}),
            json!({"enum": ["a", null]}),
            json!({"const": null}),
            json!({"allOf": [{"type": "string"}, {"nullable": true}]}),
            json!({"$ref": "#/components/schemas/Plain", "nullable": true}),
            reference("Nullable"),
            reference("Alias"),
            json!({"allOf": [reference("Alias"), {"description": "d"}]}),
        ] {
            assert!(is_nullable(&yes, &root), "{yes}");
        }
        for no in [
            json!({"type": "string"}),
            json!({"type": "string", "nullable": false}),
            json!({"type": ["string", "integer"]}),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            json!({"$ref": "#/components/schemas/Nullable", "nullable": false}),
            reference("Plain"),
            reference("Self"),
            json!({"properties": {"a": {"nullable": true}}}),
        ] {
            assert!(!is_nullable(&no, &root), "{no}");
        }
    }
}
