//! Rewrites a resolved document to 3.0 keywords. `schema` rewrites one schema.

use serde_json::{Map, Value};

use super::nullable::Nullability;
use super::schema;
use crate::extensions::{CONTENT, ITEM_SCHEMA};
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
        Kind::Operation => {
            members.entry("responses").or_insert_with(empty);
        }
        Kind::Encoding => encoding(members),
        Kind::MediaType => item_schema(members),
        Kind::Response if !members.contains_key("$ref") => {
            members
                .entry("description")
                .or_insert_with(|| Value::String(String::new()));
        }
        _ => {}
    }
}

/// Moves the schema of the values of a stream to `schema`, and marks it.
fn item_schema(members: &mut Map<String, Value>) {
    if let Some(mut schema) = members.shift_remove("itemSchema") {
        event_data(&mut schema);
        members.insert("schema".to_owned(), schema);
        members.insert(ITEM_SCHEMA.to_owned(), Value::Bool(true));
    }
}

/// Replaces the string `data` of an event by the JSON that it contains, in the event and its
/// variants.
fn event_data(event: &mut Value) {
    if let Some(data) = event.pointer_mut("/properties/data")
        && let Some(content) = data.get(CONTENT).cloned()
    {
        *data = content;
    }
    for name in ["oneOf", "anyOf", "allOf"] {
        let variants = event.get_mut(name).and_then(Value::as_array_mut);
        variants.into_iter().flatten().for_each(event_data);
    }
}

/// Makes the defaults of `style` and `explode` explicit. Without these keywords and
/// `allowReserved`, the media type of the property decides, so there is no style.
fn encoding(members: &mut Map<String, Value>) {
    let has_style = ["style", "explode", "allowReserved"]
        .iter()
        .any(|name| members.contains_key(*name));
    if has_style {
        let style = members
            .entry("style")
            .or_insert_with(|| Value::String("form".to_owned()));
        let is_form = style == "form";
        members
            .entry("explode")
            .or_insert_with(|| Value::Bool(is_form));
    }
}

fn empty() -> Value {
    Value::Object(Map::new())
}
