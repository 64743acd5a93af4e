//! What a schema says together with its reference and the branches of its `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::context::Context;
use crate::pointer::Pointer;

impl<'v> Context<'v> {
    /// The schema, what its reference leads to, and the branches of `allOf`, in order.
    pub(super) fn parts(&self, at: &Pointer) -> Vec<(Pointer, &'v Value)> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        self.collect(at, &mut seen, &mut found);
        found
    }

    fn collect(
        &self,
        at: &Pointer,
        seen: &mut BTreeSet<Pointer>,
        found: &mut Vec<(Pointer, &'v Value)>,
    ) {
        let Some(value) = at.get(self.root) else {
            return;
        };
        if !seen.insert(at.clone()) {
            return;
        }
        found.push((at.clone(), value));
        let (end, _) = self.resolved(at);
        if end != *at {
            self.collect(&end, seen, found);
        }
        for branch in branches(at, value, "allOf") {
            self.collect(&branch, seen, found);
        }
    }

    /// The properties by name.
    pub(super) fn properties(&self, at: &Pointer) -> BTreeMap<&'v str, Pointer> {
        let mut found = BTreeMap::new();
        for (part, value) in self.parts(at) {
            let properties = value.get("properties").and_then(Value::as_object);
            for name in properties.into_iter().flat_map(|all| all.keys()) {
                let location = part.child("properties").child(name);
                found.entry(name.as_str()).or_insert(location);
            }
        }
        found
    }

    /// The names of the required properties.
    pub(super) fn required(&self, at: &Pointer) -> BTreeSet<&'v str> {
        let parts = self.parts(at).into_iter();
        let lists = parts.filter_map(|(_, value)| value.get("required")?.as_array());
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// The types, without `null`. Empty if the schema does not say.
    pub(super) fn types(&self, at: &Pointer) -> Vec<&'v str> {
        let parts = self.parts(at).into_iter();
        let mut types: Vec<_> = parts.flat_map(|(_, value)| own_types(value)).collect();
        types.retain(|one| *one != "null");
        types.sort_unstable();
        types.dedup();
        types
    }

    /// Whether null is allowed by a spelling of either version, in any part of the schema.
    pub(super) fn allows_null(&self, at: &Pointer) -> bool {
        self.is_free(at) || self.lists_null(at, &mut BTreeSet::new())
    }

    fn lists_null(&self, at: &Pointer, seen: &mut BTreeSet<Pointer>) -> bool {
        if !seen.insert(at.clone()) {
            return false;
        }
        self.parts(at).iter().any(|(part, value)| {
            let values = value.get("enum").and_then(Value::as_array);
            value.get("nullable") == Some(&Value::Bool(true))
                || own_types(value).contains(&"null")
                || value.get("const") == Some(&Value::Null)
                || values.is_some_and(|values| values.contains(&Value::Null))
                || UNIONS.iter().any(|union| {
                    branches(part, value, union)
                        .iter()
                        .any(|branch| self.lists_null(branch, seen))
                })
        })
    }

    /// Whether the schema says nothing about its values.
    fn is_free(&self, at: &Pointer) -> bool {
        let says = |value: &Value| {
            let keywords = [
                "type",
                "properties",
                "enum",
                "const",
                "oneOf",
                "anyOf",
                "items",
            ];
            keywords.iter().any(|keyword| value.get(keyword).is_some())
        };
        !self.parts(at).iter().any(|(_, value)| says(value))
    }
}

/// The keywords with alternatives.
pub(super) const UNIONS: [&str; 2] = ["oneOf", "anyOf"];

/// The locations of the schemas in an array, such as that of `allOf`.
pub(super) fn branches(at: &Pointer, schema: &Value, keyword: &str) -> Vec<Pointer> {
    let items = schema.get(keyword).and_then(Value::as_array);
    let count = items.map_or(0, Vec::len);
    let list = at.child(keyword);
    (0..count)
        .map(|index| list.child(index.to_string()))
        .collect()
}

/// The value of `type` as a list.
pub(super) fn own_types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
