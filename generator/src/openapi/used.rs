//! What the operations and events of a document use.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Kind, Node, reference, walk};
use crate::pointer::Pointer;

/// The parts of a document that its paths and webhooks contain or refer to.
#[derive(Debug)]
pub(crate) struct Used(BTreeSet<String>);

impl Used {
    /// Follows all references from the paths and webhooks of a document.
    pub(crate) fn of(root: &Value) -> Self {
        let mut used = BTreeSet::new();
        let mut queue: Vec<(Kind, Pointer)> = Vec::new();
        for section in ["paths", "webhooks"] {
            used.insert(Pointer::from_tokens([section]).to_string());
            let items = root.get(section).and_then(Value::as_object);
            for name in items.into_iter().flat_map(|items| items.keys()) {
                queue.push((Kind::PathItem, Pointer::from_tokens([section, name])));
            }
        }
        while let Some((kind, at)) = queue.pop() {
            let Some(value) = at.get(root) else { continue };
            walk(Node { kind, at, value }, &mut |node| {
                let target = reference(node.value).and_then(|text| text.strip_prefix('#'));
                let target = target.and_then(|text| Pointer::parse_fragment(text).ok());
                if let Some(target) = target
                    && used.insert(target.to_string())
                {
                    queue.push((node.kind, target));
                }
            });
        }
        Self(used)
    }

    /// Whether a location is in a used part, or contains one.
    pub(crate) fn contains(&self, at: &Pointer) -> bool {
        let mut location = Some(at.clone());
        while let Some(one) = location {
            if self.0.contains(&one.to_string()) {
                return true;
            }
            location = one.parent();
        }
        let inside = format!("{at}/");
        let mut following = self.0.range(inside.clone()..);
        following.next().is_some_and(|one| one.starts_with(&inside))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn follows_references_from_paths_and_webhooks() {
        let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let content =
            |name: &str| json!({"content": {"application/json": {"schema": schema(name)}}});
        let root = json!({
            "paths": {"/a": {"get": {"responses": {"200": content("A")}}}},
            "webhooks": {"b": {"post": {"requestBody": content("B")}}},
            "components": {"schemas": {
                "A": {"properties": {"c": schema("C/properties/d")}},
                "B": {},
                "C": {"properties": {"d": {}, "e": {}}},
                "D": {"properties": {"a": schema("A")}},
            }}
        });
        let used = Used::of(&root);
        let is_used = |text: &str| used.contains(&Pointer::parse(text).unwrap());
        for at in [
            "/paths/~1a/get",
            "/components/schemas/A/properties/c",
            "/components/schemas/B",
            "/components/schemas/C",
            "/components/schemas/C/properties/d/type",
        ] {
            assert!(is_used(at), "{at}");
        }
        for at in [
            "/components/schemas/C/properties/e",
            "/components/schemas/D",
        ] {
            assert!(!is_used(at), "{at}");
        }
    }
}
