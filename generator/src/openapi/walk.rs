//! The walk: visits every object of a document with its kind and pointer, parents first.

use serde_json::Value;

use super::grammar::{Kind, Shape, keyword};
use crate::extensions::is_extension;
use crate::pointer::Pointer;

/// An object with its kind and location.
#[derive(Debug, Clone)]
pub(crate) struct Node<'v> {
    pub(crate) kind: Kind,
    pub(crate) at: Pointer,
    pub(crate) value: &'v Value,
}

/// The `$ref` of an object.
pub(crate) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Visits a node and its descendants. Values of an unexpected type are ignored; the audit reports
/// them.
pub(crate) fn walk<'v>(node: Node<'v>, visit: &mut dyn FnMut(&Node<'v>)) {
    visit(&node);
    for child in children(&node) {
        walk(child, visit);
    }
}

/// The children of a node, in document order.
pub(crate) fn children<'v>(node: &Node<'v>) -> Vec<Node<'v>> {
    let Value::Object(object) = node.value else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in object {
        let at = node.at.child(name);
        match node.kind {
            _ if name == "$ref" || is_extension(name) => {}
            Kind::Responses => push(&mut found, Kind::Response, at, value),
            Kind::Callback => push(&mut found, Kind::PathItem, at, value),
            kind => {
                if let Some(keyword) = keyword(kind, name) {
                    spread(keyword.shape, &at, value, &mut found);
                }
            }
        }
    }
    found
}

fn spread<'v>(shape: Shape, at: &Pointer, value: &'v Value, found: &mut Vec<Node<'v>>) {
    match (shape, value) {
        (Shape::One(kind) | Shape::OneOrBoolean(kind), Value::Object(_)) => {
            push(found, kind, at.clone(), value);
        }
        (Shape::List(kind), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                push(found, kind, at.child(index.to_string()), item);
            }
        }
        (Shape::Map(kind), Value::Object(object)) => {
            for (name, member) in object {
                // `x-` beside path templates is an extension; among property names it is a name.
                if kind == Kind::PathItem && is_extension(name) {
                    continue;
                }
                push(found, kind, at.child(name), member);
            }
        }
        _ => {}
    }
}

fn push<'v>(found: &mut Vec<Node<'v>>, kind: Kind, at: Pointer, value: &'v Value) {
    if value.is_object() {
        found.push(Node { kind, at, value });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn locations(document: &Value) -> Vec<String> {
        let mut seen = Vec::new();
        let root = Node {
            kind: Kind::OpenApi,
            at: Pointer::root(),
            value: document,
        };
        walk(root, &mut |node| {
            seen.push(format!("{} {}", node.at, node.kind.name()))
        });
        seen
    }

    #[test]
    fn distinguishes_property_names_from_keywords() {
        let document = json!({"components": {"schemas": {"A": {
            "example": {"properties": {"no": {}}},
            "properties": {"example": {"type": "string"}, "default": {}, "x-y": {}}
        }}}});
        assert_eq!(
            locations(&document),
            [
                " OpenAPI",
                "/components Components",
                "/components/schemas/A Schema",
                "/components/schemas/A/properties/example Schema",
                "/components/schemas/A/properties/default Schema",
                "/components/schemas/A/properties/x-y Schema",
            ]
        );
    }

    #[test]
    fn visits_responses_and_callbacks() {
        let document = json!({"paths": {"/a": {"post": {
            "responses": {"200": {"description": ""}, "x-a": {}},
            "callbacks": {"done": {"{$request.body#/url}": {"post": {}}}}
        }}, "x-b": {}}});
        assert_eq!(
            locations(&document),
            [
                " OpenAPI",
                "/paths/~1a Path Item",
                "/paths/~1a/post Operation",
                "/paths/~1a/post/responses Responses",
                "/paths/~1a/post/responses/200 Response",
                "/paths/~1a/post/callbacks/done Callback",
                "/paths/~1a/post/callbacks/done/{$request.body#~1url} Path Item",
                "/paths/~1a/post/callbacks/done/{$request.body#~1url}/post Operation",
            ]
        );
    }
}
