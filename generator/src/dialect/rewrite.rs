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
        let Some(Value::Object(object)) = at.get_mut(root) else {
            continue;
        };
        match kind {
            Kind::Schema => schema::rewrite(object, nullable, is_by_letter),
            other => fill(*other, object),
        }
    }
}

fn locations(root: &mut Value) -> Vec<(Kind, Pointer)> {
    let mut locations = Vec::new();
    let mut stack = vec![(Kind::OpenApi, Pointer::root())];
    while let Some((kind, at)) = stack.pop() {
        if let Some(Value::Object(object)) = at.get_mut(root) {
            without_false(kind, object);
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
fn without_false(kind: Kind, object: &mut Map<String, Value>) {
    if kind != Kind::Schema {
        return;
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.retain(|_, schema| !is_false(schema));
    }
    for name in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = object.get_mut(name) {
            branches.retain(|schema| !is_false(schema));
        }
    }
}

/// Adds what 3.0 requires and later versions do not.
fn fill(kind: Kind, object: &mut Map<String, Value>) {
    match kind {
        Kind::OpenApi => {
            object.entry("paths").or_insert_with(empty);
            // Only missing if that was reported.
            let info = object.entry("info").or_insert_with(empty);
            if let Value::Object(info) = info {
                fill(Kind::Info, info);
            }
            if let Some(Value::Object(components)) = object.get_mut("components") {
                components.shift_remove("pathItems");
                components.shift_remove("mediaTypes");
            }
        }
        Kind::Info => {
            for name in ["title", "version"] {
                object
                    .entry(name)
                    .or_insert_with(|| Value::String(String::new()));
            }
        }
        Kind::Operation => {
            object.entry("responses").or_insert_with(empty);
        }
        // The texts and values of 3.2 that 3.0 has at another place.
        Kind::Example => {
            if let Some(value) = object.shift_remove("dataValue") {
                object.entry("value").or_insert(value);
            }
        }
        Kind::Tag => summarize(object),
        Kind::Response if !object.contains_key("$ref") => {
            summarize(object);
            object
                .entry("description")
                .or_insert_with(|| Value::String(String::new()));
        }
        _ => {}
    }
}

/// Puts a summary before the description.
fn summarize(members: &mut Map<String, Value>) {
    let Some(Value::String(summary)) = members.shift_remove("summary") else {
        return;
    };
    let description = members.get("description").and_then(Value::as_str);
    let text = match description {
        Some(description) => format!("{summary}\n\n{description}"),
        None => summary,
    };
    members.insert("description".to_owned(), Value::String(text));
}

fn empty() -> Value {
    Value::Object(Map::new())
}
