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
        match (child_shape(node.kind, name), value) {
            (Some(ChildShape::One(kind)), Value::Object(_)) => found.push(Node {
                kind,
                at: node.at.child(name),
                value,
            }),
            (Some(ChildShape::List(kind)), Value::Array(items)) => {
                let at = node.at.child(name);
                let items = items
                    .iter()
                    .enumerate()
                    .filter(|(_, item)| item.is_object());
                found.extend(items.map(|(index, value)| Node {
                    kind,
                    at: at.child(index.to_string()),
                    value,
                }));
            }
            (Some(ChildShape::Map(kind)), Value::Object(object)) => {
                let at = node.at.child(name);
                let object = object
                    .iter()
                    .filter(|(name, member)| is_child(kind, name, member));
                found.extend(object.map(|(name, value)| Node {
                    kind,
                    at: at.child(name),
                    value,
                }));
            }
            _ => {}
        }
    }
    found
}

/// A copy of a node's value without some of its keywords, in which each child is replaced by what
/// `replacement` returns for it.
pub(crate) fn with_children(
    node: &Node<'_>,
    without: &[&str],
    replacement: &dyn Fn(&Node<'_>) -> Value,
) -> Value {
    let Value::Object(object) = node.value else {
        return node.value.clone();
    };
    let child = |kind: Kind, at: Pointer, value: &Value| replacement(&Node { kind, at, value });
    let copy = |name: &str, value: &Value| match (child_shape(node.kind, name), value) {
        (Some(ChildShape::One(kind)), Value::Object(_)) => child(kind, node.at.child(name), value),
        (Some(ChildShape::List(kind)), Value::Array(items)) => {
            let at = node.at.child(name);
            let items = items.iter().enumerate();
            let copy = |(index, item): (usize, &Value)| match item {
                Value::Object(_) => child(kind, at.child(index.to_string()), item),
                other => other.clone(),
            };
            Value::Array(items.map(copy).collect())
        }
        (Some(ChildShape::Map(kind)), Value::Object(object)) => {
            let at = node.at.child(name);
            let copy = |(name, member): (&String, &Value)| {
                let copy = if is_child(kind, name, member) {
                    child(kind, at.child(name), member)
                } else {
                    member.clone()
                };
                (name.clone(), copy)
            };
            Value::Object(object.iter().map(copy).collect())
        }
        _ => value.clone(),
    };
    let object = object
        .iter()
        .filter(|(name, _)| !without.contains(&name.as_str()));
    let object = object.map(|(name, value)| (name.clone(), copy(name, value)));
    Value::Object(object.collect())
}

/// How the value of a keyword has children of a kind.
enum ChildShape {
    /// It is a child.
    One(Kind),
    /// Its items are.
    List(Kind),
    /// The values of its properties are.
    Map(Kind),
}

fn child_shape(kind: Kind, name: &str) -> Option<ChildShape> {
    if name == "$ref" || is_extension(name) {
        return None;
    }
    match kind {
        Kind::Responses => Some(ChildShape::One(Kind::Response)),
        Kind::Callback => Some(ChildShape::One(Kind::PathItem)),
        kind => match keyword(kind, name)?.shape {
            Shape::One(kind) | Shape::OneOrBoolean(kind) => Some(ChildShape::One(kind)),
            Shape::List(kind) => Some(ChildShape::List(kind)),
            Shape::Map(kind) => Some(ChildShape::Map(kind)),
            _ => None,
        },
    }
}

/// Whether a member of a map is a child. `x-` beside path templates is an extension; among property
/// names it is a name.
fn is_child(kind: Kind, name: &str, member: &Value) -> bool {
    member.is_object() && !(kind == Kind::PathItem && is_extension(name))
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
