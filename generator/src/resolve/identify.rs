//! References by identity: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, sections 8.2
//! and 9).
//!
//! A schema with `$id` is a resource of its own: references in it are relative to its URI, and
//! their pointers start at it. Before references are followed, each that needs an identity is
//! replaced by a pointer into the document. One that no schema of the document identifies is left,
//! and refused later as a reference to another document.
//!
//! `$dynamicRef` refers to the anchor of the outermost resource on the way to it, which is known
//! only while a value is validated. If all of its anchors are at one schema, it is a reference to
//! that schema. Otherwise any value is kept.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::{Code, Reporter};
use crate::openapi::{Kind, Node, children, reference};
use crate::pointer::Pointer;
use crate::source::Document;
use crate::uri;

/// Replaces references by identity with pointers.
pub(crate) fn identify(document: &mut Document, reporter: &mut Reporter<'_>) {
    let mut index = Index::default();
    let node = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: &document.value,
    };
    index.collect(&node, "");
    if !index.is_needed {
        return;
    }
    for found in std::mem::take(&mut index.references) {
        let target = match found.keyword {
            "$dynamicRef" => index.dynamic_target(&found),
            _ => index.target(&found),
        };
        // A pointer from the root of the document is not valid in a resource, but common.
        let target = target.filter(|target| target.get(&document.value).is_some());
        let Some(Value::Object(keywords)) = found.at.get_mut(&mut document.value) else {
            continue;
        };
        match target {
            Some(target) => {
                keywords.shift_remove(found.keyword);
                keywords.insert("$ref".to_owned(), target.to_reference().into());
            }
            None if found.keyword == "$dynamicRef" => {
                keywords.shift_remove("$dynamicRef");
                let message =
                    "the target of `$dynamicRef` depends on the value, so any value is kept";
                reporter.report(Code::FreeValue, &found.at, message);
            }
            None => {}
        }
    }
}

/// A reference that is not a pointer from the root of the document.
struct Found {
    at: Pointer,
    keyword: &'static str,
    text: String,
    /// The URI of the resource that it is in, empty for the document.
    resource: String,
}

/// What the schemas of a document are called.
#[derive(Default)]
struct Index {
    /// The resources by URI.
    resources: BTreeMap<String, Pointer>,
    /// The schemas with an anchor, by the URI of their resource and the name.
    anchors: BTreeMap<(String, String), Pointer>,
    /// The schemas with a dynamic anchor, by its name.
    dynamic: BTreeMap<String, Vec<Pointer>>,
    references: Vec<Found>,
    /// Whether the document has a reference or an identity of this kind.
    is_needed: bool,
}

impl Index {
    fn collect(&mut self, node: &Node<'_>, outer: &str) {
        let mut inner = outer.to_owned();
        if node.kind == Kind::Schema {
            self.schema(node, &mut inner);
        }
        for child in children(node) {
            self.collect(&child, &inner);
        }
    }

    fn schema(&mut self, node: &Node<'_>, resource: &mut String) {
        let text = |name: &str| node.value.get(name).and_then(Value::as_str);
        if let Some(id) = text("$id") {
            let (uri, _) = uri::split(id);
            *resource = uri::resolve(resource, uri);
            let known = self.resources.entry(resource.clone());
            known.or_insert_with(|| node.at.clone());
            self.is_needed = true;
        }
        for name in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = text(name) {
                let key = (resource.clone(), anchor.to_owned());
                self.anchors.entry(key).or_insert_with(|| node.at.clone());
                self.is_needed = true;
            }
        }
        if let Some(anchor) = text("$dynamicAnchor") {
            let known = self.dynamic.entry(anchor.to_owned()).or_default();
            known.push(node.at.clone());
        }
        let mut add = |keyword, text: &str| {
            self.references.push(Found {
                at: node.at.clone(),
                keyword,
                text: text.to_owned(),
                resource: resource.clone(),
            });
        };
        if let Some(text) = reference(node.value) {
            add("$ref", text);
        }
        if let Some(text) = text("$dynamicRef") {
            add("$dynamicRef", text);
            self.is_needed = true;
        }
    }

    /// The target of a reference, if an identity has to be known to find it.
    fn target(&self, found: &Found) -> Option<Pointer> {
        let (relative, fragment) = uri::split(&found.text);
        let base = &found.resource;
        let uri = if relative.is_empty() {
            base.clone()
        } else {
            uri::resolve(base, relative)
        };
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        if is_pointer {
            let mut target = self.resources.get(&uri)?.clone();
            for token in Pointer::parse_fragment(fragment).ok()?.tokens() {
                target = target.child(token);
            }
            return Some(target);
        }
        let name = uri::decoded(fragment);
        self.anchors.get(&(uri, name)).cloned()
    }

    /// The target of a dynamic reference, if it is the same for every value.
    fn dynamic_target(&self, found: &Found) -> Option<Pointer> {
        let (_, fragment) = uri::split(&found.text);
        match self.dynamic.get(fragment).map(Vec::as_slice) {
            // Like `$ref`.
            None | Some([_]) => match self.target(found) {
                None if found.text.starts_with("#/") => Pointer::parse_fragment(fragment).ok(),
                target => target,
            },
            Some(several) => self
                .target(found)
                .filter(|target| !several.contains(target)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::source_file::Source;

    /// The schemas of a document with identified references, and the codes of its diagnostics.
    fn identified(schemas: Value) -> (Value, Vec<&'static str>) {
        let source = Arc::new(Source {
            path: "api.json".to_owned(),
            text: String::new(),
        });
        let mut diagnostics = Diagnostics::new();
        let mut document = Document {
            source: Arc::clone(&source),
            value: json!({"components": {"schemas": schemas}}),
        };
        identify(&mut document, &mut Reporter::new(&source, &mut diagnostics));
        let codes = diagnostics.iter().map(|one| one.code.name()).collect();
        (document.value["components"]["schemas"].take(), codes)
    }

    fn reference(schemas: &Value, pointer: &str) -> String {
        let found = schemas
            .pointer(pointer)
            .and_then(|schema| schema.get("$ref"));
        found
            .unwrap_or(&Value::Null)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    #[test]
    fn references_are_relative_to_the_resource_that_they_are_in() {
        let (schemas, codes) = identified(json!({
            "A": {
                "$id": "https://example.com/a/one.json",
                "$defs": {
                    "x": {"$anchor": "x"},
                    "two": {"$id": "two.json", "$anchor": "x", "items": {"$ref": "#x"},
                        "not": {"$ref": "#/$defs/x"}, "$defs": {"x": {}}}
                },
                "properties": {
                    "root": {"$ref": "#"},
                    "anchor": {"$ref": "#x"},
                    "other": {"$ref": "two.json"},
                    "other_anchor": {"$ref": "/a/two.json#x"},
                    "other_pointer": {"$ref": "./two.json#/$defs/x"},
                    "component": {"$ref": "#/components/schemas/B"},
                    "remote": {"$ref": "three.json"}
                }
            },
            "B": {"properties": {"a": {"$ref": "https://example.com/a/one.json"}, "b": {"$ref": "#b"}}},
            "C": {"$anchor": "b"}
        }));
        assert_eq!(codes, [""; 0]);
        let two = "#/components/schemas/A/$defs/two";
        for (pointer, expected) in [
            ("/A/properties/root", "#/components/schemas/A"),
            ("/A/properties/anchor", "#/components/schemas/A/$defs/x"),
            ("/A/properties/other", two),
            ("/A/properties/other_anchor", two),
            ("/A/properties/other_pointer", &format!("{two}/$defs/x")),
            ("/A/properties/component", "#/components/schemas/B"),
            ("/A/properties/remote", "three.json"),
            ("/A/$defs/two/items", two),
            ("/A/$defs/two/not", &format!("{two}/$defs/x")),
            ("/B/properties/a", "#/components/schemas/A"),
            ("/B/properties/b", "#/components/schemas/C"),
        ] {
            assert_eq!(reference(&schemas, pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn a_dynamic_reference_with_one_anchor_is_a_reference() {
        let (schemas, codes) = identified(json!({
            "Tree": {"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}},
            "Plain": {"$anchor": "plain", "items": {"$dynamicRef": "#plain"}},
            "Pointer": {"items": {"$dynamicRef": "#/components/schemas/Tree"}}
        }));
        assert_eq!(codes, [""; 0]);
        for (pointer, expected) in [
            ("/Tree/items", "#/components/schemas/Tree"),
            ("/Plain/items", "#/components/schemas/Plain"),
            ("/Pointer/items", "#/components/schemas/Tree"),
        ] {
            assert_eq!(reference(&schemas, pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn a_dynamic_reference_with_several_anchors_keeps_any_value() {
        let (schemas, codes) = identified(json!({
            "Tree": {"$id": "tree", "$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}},
            "Strict": {"$id": "strict", "$dynamicAnchor": "node", "$ref": "tree"}
        }));
        assert_eq!(codes, ["free-value"]);
        assert_eq!(schemas["Tree"]["items"], json!({}));
        assert_eq!(reference(&schemas, "/Strict"), "#/components/schemas/Tree");
    }
}
