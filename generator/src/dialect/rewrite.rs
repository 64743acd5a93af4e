//! Rewrites a resolved document to 3.0 keywords. `schema` rewrites one schema.

use serde_json::{Map, Value};

use super::nullable::Nullability;
use super::schema;
use crate::extensions::{ALLOW_RESERVED, SCHEME, SERVER_NAME, STYLE};
use crate::openapi::{Kind, Node, children};
use crate::pointer::Pointer;

/// Rewrites in place.
pub(super) fn rewrite(root: &mut Value) {
    // Decided before anything is rewritten, since the target of a reference may be rewritten before
    // or after it.
    let locations = locations(root);
    let mut nullability = Nullability::of(root);
    let nullable: Vec<bool> = locations
        .iter()
        .map(|(kind, at)| {
            *kind == Kind::Schema
                && at
                    .get(root)
                    .is_some_and(|value| nullability.is_nullable(value))
        })
        .collect();
    // Children first: rewriting a schema may move its children.
    for ((kind, at), nullable) in locations.iter().zip(nullable).rev() {
        let Some(Value::Object(object)) = at.get_mut(root) else {
            continue;
        };
        match kind {
            Kind::Schema => schema::rewrite(object, nullable),
            other => fill(*other, object),
        }
    }
}

fn locations(root: &mut Value) -> Vec<(Kind, Pointer)> {
    let mut locations = Vec::new();
    let mut stack = vec![(Kind::OpenApi, Pointer::root())];
    while let Some((kind, at)) = stack.pop() {
        if let Some(Value::Object(object)) = at.get_mut(root) {
            boolean_schemas(kind, object);
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

/// Replaces boolean schemas by objects, which the typed model requires: `true` allows every value,
/// `false` none.
fn boolean_schemas(kind: Kind, object: &mut Map<String, Value>) {
    if kind != Kind::Schema {
        return;
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.retain(|_, schema| *schema != Value::Bool(false));
        properties
            .values_mut()
            .filter(|v| v.is_boolean())
            .for_each(|v| *v = empty());
    }
    if let Some(items) = object.get_mut("items").filter(|items| items.is_boolean()) {
        *items = empty();
    }
    for name in ["allOf", "anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = object.get_mut(name) {
            branches.retain(|schema| *schema != Value::Bool(false) || name == "allOf");
            branches
                .iter_mut()
                .filter(|v| v.is_boolean())
                .for_each(|v| *v = empty());
        }
    }
}

/// Adds what 3.0 requires and later versions do not.
fn fill(kind: Kind, object: &mut Map<String, Value>) {
    match kind {
        Kind::OpenApi => {
            object.entry("paths").or_insert_with(empty);
            if let Some(Value::Object(components)) = object.get_mut("components") {
                components.shift_remove("pathItems");
                components.shift_remove("mediaTypes");
            }
        }
        Kind::Parameter => {
            carry(object, "style", STYLE);
            carry(object, "allowReserved", ALLOW_RESERVED);
        }
        Kind::Server => carry(object, "name", SERVER_NAME),
        Kind::SecurityScheme if !object.contains_key("$ref") => security_scheme(object),
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

/// Carries a keyword that the typed model lacks, or of which it accepts fewer values.
fn carry(object: &mut Map<String, Value>, keyword: &str, extension: &str) {
    if let Some(value) = object.shift_remove(keyword) {
        object.insert(extension.to_owned(), value);
    }
}

/// Carries a scheme as it is: the typed model lacks mutual TLS and flows of 3.2.
fn security_scheme(object: &mut Map<String, Value>) {
    let original = Value::Object(std::mem::take(object));
    object.insert("type".to_owned(), "http".into());
    object.insert("scheme".to_owned(), "basic".into());
    object.insert(SCHEME.to_owned(), original);
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
