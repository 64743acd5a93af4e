//! Rewrites a resolved document to 3.0 keywords. `schema` rewrites one schema.

use serde_json::{Map, Value};

use super::by_letter::ByLetter;
use super::nullable::Nullability;
use super::schema;
use super::tidy::is_false;
use crate::openapi::{Kind, Node, children};
use crate::pointer::Pointer;

/// Rewrites in place.
pub(super) fn rewrite(root: &mut Value) {
    // Decided before anything is rewritten, since the target of a reference may be rewritten before
    // or after it.
    let locations = locations(root);
    let by_letter = ByLetter::of(root, &locations);
    let mut nullability = Nullability::of(root, &by_letter);
    let mut facts = |(kind, at): &(Kind, Pointer)| {
        let schema = at.get(root).filter(|_| *kind == Kind::Schema);
        schema.map_or((false, false), |schema| {
            (nullability.is_nullable(schema), by_letter.contains(schema))
        })
    };
    let facts: Vec<(bool, bool)> = locations.iter().map(&mut facts).collect();
    // Children first: rewriting a schema may move its children.
    for ((kind, at), (nullable, is_by_letter)) in locations.iter().zip(facts).rev() {
        let Some(Value::Object(members)) = at.get_mut(root) else {
            continue;
        };
        match kind {
            Kind::Schema => schema::rewrite(members, nullable, is_by_letter),
            other => fill(*other, members),
        }
    }
}

fn locations(root: &mut Value) -> Vec<(Kind, Pointer)> {
    let mut locations = Vec::new();
    let mut stack = vec![(Kind::OpenApi, Pointer::root())];
    while let Some((kind, at)) = stack.pop() {
        if let Some(Value::Object(members)) = at.get_mut(root) {
            without_false(kind, members);
        }
        if let Some(value) = at.get(root) {
            let node = Node {
                kind,
                at: at.clone(),
                value,
            };
            stack.extend(
                children(&node)
                    .into_iter()
                    .map(|child| (child.kind, child.at)),
            );
        }
        locations.push((kind, at));
    }
    locations
}

/// Removes properties and variants with the schema `false`, which no value matches. A branch of
/// `allOf` with it is a contradiction, which has no effect on the type.
fn without_false(kind: Kind, members: &mut Map<String, Value>) {
    if kind != Kind::Schema {
        return;
    }
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        properties.retain(|_, schema| !is_false(schema));
    }
    for name in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = members.get_mut(name) {
            branches.retain(|schema| !is_false(schema));
        }
    }
}

/// Adds what 3.0 requires and 3.1 does not.
fn fill(kind: Kind, members: &mut Map<String, Value>) {
    match kind {
        Kind::OpenApi => {
            members.entry("paths").or_insert_with(empty);
            if let Some(Value::Object(components)) = members.get_mut("components") {
                components.shift_remove("pathItems");
            }
        }
        Kind::Operation => {
            members.entry("responses").or_insert_with(empty);
        }
        Kind::Response if !members.contains_key("$ref") => {
            members
                .entry("description")
                .or_insert_with(|| Value::String(String::new()));
        }
        _ => {}
    }
}

fn empty() -> Value {
    Value::Object(Map::new())
}
