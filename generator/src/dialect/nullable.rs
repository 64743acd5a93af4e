//! Decides whether a schema allows null, for every spelling.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::openapi::reference;
use crate::pointer::Pointer;
use crate::work;

/// Decides for the schemas of one document, each target of a reference once.
pub(super) struct Nullability<'v> {
    root: &'v Value,
    known: BTreeMap<Pointer, bool>,
}

impl<'v> Nullability<'v> {
    pub(super) fn of(root: &'v Value) -> Self {
        Self {
            root,
            known: BTreeMap::new(),
        }
    }

    /// Whether the author of a schema meant to allow null.
    ///
    /// These spellings count: `nullable: true` (3.0, also beside a `$ref`, where 3.0 would ignore
    /// it), `null` in `type` (3.1), a branch of `anyOf` or `oneOf` that allows null, `null` in
    /// `enum` or as `const`, any of these in a branch of `allOf` (which, read as an intersection,
    /// would have no effect), and any of these in the target of a reference.
    pub(super) fn is_nullable(&mut self, schema: &Value) -> bool {
        let mut visited = BTreeSet::new();
        let is_nullable = self.decide(schema, &mut visited);
        if !is_nullable {
            // Nothing that was visited allows null; otherwise the schema would, too.
            self.known
                .extend(visited.into_iter().map(|target| (target, false)));
        }
        is_nullable
    }

    fn decide(&mut self, schema: &Value, visited: &mut BTreeSet<Pointer>) -> bool {
        work::count();
        let Value::Object(object) = schema else {
            return false;
        };
        // `nullable: false` beside a reference overrides the target.
        if let Some(flag) = object.get("nullable").and_then(Value::as_bool) {
            return flag;
        }
        let branch = |name: &str| {
            object
                .get(name)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
        };
        includes_null(object.get("type"))
            || object.get("const").is_some_and(Value::is_null)
            || branch("enum").any(Value::is_null)
            || ["anyOf", "oneOf", "allOf"]
                .iter()
                .flat_map(|name| branch(name))
                .any(|schema| self.decide(schema, visited))
            || self.decide_target(schema, visited)
    }

    /// Decides for the target of a reference. One that is visited already adds nothing.
    fn decide_target(&mut self, schema: &Value, visited: &mut BTreeSet<Pointer>) -> bool {
        let fragment = reference(schema).and_then(|reference| reference.strip_prefix('#'));
        let Some(pointer) = fragment.and_then(|fragment| Pointer::parse(fragment).ok()) else {
            return false;
        };
        if let Some(known) = self.known.get(&pointer) {
            return *known;
        }
        let Some(target) = pointer.get(self.root) else {
            return false;
        };
        if !visited.insert(pointer.clone()) {
            return false;
        }
        let is_nullable = self.decide(target, visited);
        if is_nullable {
            self.known.insert(pointer, true);
        }
        is_nullable
    }
}

fn includes_null(types: Option<&Value>) -> bool {
    match types {
        Some(Value::String(one)) => one == "null",
        Some(Value::Array(several)) => several.iter().any(|one| one == "null"),
        _ => false,
    }
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
            assert!(Nullability::of(&root).is_nullable(&yes), "{yes}");
        }
        let mut shared = Nullability::of(&root);
        for name in ["Self", "Plain", "Alias", "Nullable", "Self", "Alias"] {
            let expected = Nullability::of(&root).is_nullable(&reference(name));
            assert_eq!(shared.is_nullable(&reference(name)), expected, "{name}");
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
            assert!(!Nullability::of(&root).is_nullable(&no), "{no}");
        }
    }
}
