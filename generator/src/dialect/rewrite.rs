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
        let Some(Value::Object(members)) = at.get_mut(root) else {
            continue;
        };
        match kind {
            Kind::Schema => schema::rewrite(members, nullable),
            other => fill(*other, members),
        }
    }
}

fn locations(root: &mut Value) -> Vec<(Kind, Pointer)> {
    let mut locations = Vec::new();
    let mut stack = vec![(Kind::OpenApi, Pointer::root())];
    while let Some((kind, at)) = stack.pop() {
        if let Some(Value::Object(members)) = at.get_mut(root) {
            boolean_schemas(kind, members);
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
fn boolean_schemas(kind: Kind, members: &mut Map<String, Value>) {
    if kind != Kind::Schema {
        return;
    }
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        properties.retain(|_, schema| *schema != Value::Bool(false));
        properties
            .values_mut()
            .filter(|v| v.is_boolean())
            .for_each(|v| *v = empty());
    }
    if let Some(items) = members.get_mut("items").filter(|items| items.is_boolean()) {
        *items = empty();
    }
    for name in ["allOf", "anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = members.get_mut(name) {
            branches.retain(|schema| *schema != Value::Bool(false) || name == "allOf");
            branches
                .iter_mut()
                .filter(|v| v.is_boolean())
                .for_each(|v| *v = empty());
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
        Kind::Parameter => {
            carry(members, "style", STYLE);
            carry(members, "allowReserved", ALLOW_RESERVED);
        }
        Kind::Server => carry(members, "name", SERVER_NAME),
        Kind::SecurityScheme if !members.contains_key("$ref") => security_scheme(members),
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

/// Carries a keyword that the typed model lacks, or of which it accepts fewer values.
fn carry(members: &mut Map<String, Value>, keyword: &str, extension: &str) {
    if let Some(value) = members.shift_remove(keyword) {
        members.insert(extension.to_owned(), value);
    }
}

/// Carries a scheme as it is: the typed model lacks mutual TLS and flows of 3.2.
fn security_scheme(members: &mut Map<String, Value>) {
    let original = Value::Object(std::mem::take(members));
    members.insert("type".to_owned(), "http".into());
    members.insert("scheme".to_owned(), "basic".into());
    members.insert(SCHEME.to_owned(), original);
}

fn empty() -> Value {
    Value::Object(Map::new())
}
