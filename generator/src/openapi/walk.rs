//! The walk: every object of a document with its kind and its pointer, outermost first.

use serde_json::Value;

use super::grammar::{Kind, Shape, keyword};
use crate::pointer::Pointer;

/// An object of a known kind at a known place.
#[derive(Debug, Clone)]
pub struct Node<'v> {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub at: Pointer,
    /// What it says.
    pub value: &'v Value,
}

/// The text of a node's `$ref`, where it has one.
#[must_use]
pub fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Visits a node and all that it holds. Places whose value has another shape than the table says are passed over;
/// the audit reports them.
pub fn walk<'v>(node: Node<'v>, visit: &mut dyn FnMut(&Node<'v>)) {
    visit(&node);
    for child in children(&node) {
        walk(child, visit);
    }
}

/// The objects that a node holds directly, in the order of the text.
#[must_use]
pub fn children<'v>(node: &Node<'v>) -> Vec<Node<'v>> {
    let Value::Object(members) = node.value else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in members {
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
        (Shape::One(kind) | Shape::OneOrFlag(kind), Value::Object(_)) => {
            push(found, kind, at.clone(), value);
        }
        (Shape::List(kind), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                push(found, kind, at.child(index.to_string()), item);
            }
        }
        (Shape::Map(kind), Value::Object(members)) => {
            for (name, member) in members {
                // `x-` beside path templates is an extension; beside members' names it is a name.
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

fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn places(document: &Value) -> Vec<String> {
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
    fn names_chosen_by_the_document_are_not_keywords() {
        let document = json!({"components": {"schemas": {"A": {
            "example": {"properties": {"no": {}}},
            "properties": {"example": {"type": "string"}, "default": {}, "x-y": {}}
        }}}});
        assert_eq!(
            places(&document),
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
    fn statuses_and_callbacks_are_maps_of_their_own() {
        let document = json!({"paths": {"/a": {"post": {
            "responses": {"200": {"description": ""}, "x-a": {}},
            "callbacks": {"done": {"{$request.body#/url}": {"post": {}}}}
        }}, "x-b": {}}});
        assert_eq!(
            places(&document),
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
