//! The schemas of a document as JSON Schema 2020-12, and validators for them.

use std::collections::BTreeMap;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::context::Context;
use super::effective::UNIONS;
use crate::openapi::{Kind, Node, with_children};
use crate::pointer::Pointer;

/// The URI under which validators find the document.
const DOCUMENT: &str = "urn:document";

/// Who sends a value, which decides whether `readOnly` and `writeOnly` properties are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// In a request: without properties that only the server sets.
    Sent,
    /// In a response: without properties that the server does not return.
    Received,
    /// In both.
    Both,
}

/// Validators for the schemas of a document. Each is built when it is needed.
pub(super) struct Validators<'r> {
    registries: &'r BTreeMap<Direction, Registry<'static>>,
    known: BTreeMap<(Direction, Pointer), Result<Validator, String>>,
}

/// The document in each direction. A direction whose document is not a valid resource is missing.
pub(super) fn registries(context: &Context<'_>) -> BTreeMap<Direction, Registry<'static>> {
    let directions = [Direction::Sent, Direction::Received, Direction::Both];
    let registry = |direction| {
        let document = converted(context, direction);
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(DOCUMENT, document);
        let registry = registry.ok()?.prepare().ok()?;
        Some((direction, registry))
    };
    directions.into_iter().filter_map(registry).collect()
}

impl<'r> Validators<'r> {
    pub(super) fn new(registries: &'r BTreeMap<Direction, Registry<'static>>) -> Self {
        Self {
            registries,
            known: BTreeMap::new(),
        }
    }

    /// The validator for the schema at a location, or why it cannot be built.
    pub(super) fn get(
        &mut self,
        direction: Direction,
        schema: &Pointer,
    ) -> Result<&Validator, &str> {
        let registries = self.registries;
        let entry = self.known.entry((direction, schema.clone()));
        let built = entry.or_insert_with(|| {
            let registry = registries.get(&direction);
            let registry = registry.ok_or("the document is not a JSON Schema resource")?;
            let reference = json!({"$ref": format!("{DOCUMENT}{}", schema.to_reference())});
            let options = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .with_registry(registry);
            options.build(&reference).map_err(|error| error.to_string())
        });
        built.as_ref().map_err(String::as_str)
    }
}

/// The document with each schema in the words of JSON Schema 2020-12.
fn converted(context: &Context<'_>, direction: Direction) -> Value {
    let root = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: context.root,
    };
    let mut document = convert(&root, context.minor, direction);
    for (kind, at) in &context.starts {
        if let (Some(value), Some(target)) = (at.get(context.root), at.get_mut(&mut document)) {
            let (kind, at) = (*kind, at.clone());
            *target = convert(&Node { kind, at, value }, context.minor, direction);
        }
    }
    document
}

fn convert(node: &Node<'_>, minor: u32, direction: Direction) -> Value {
    let value = with_children(node, &[], &|child| convert(child, minor, direction));
    match (node.kind, value) {
        (Kind::Schema, Value::Object(schema)) => converted_schema(schema, minor, direction),
        (_, value) => value,
    }
}

fn converted_schema(mut schema: Map<String, Value>, minor: u32, direction: Direction) -> Value {
    if minor == 0 && schema.contains_key("$ref") {
        schema.retain(|name, _| name == "$ref");
        return Value::Object(schema);
    }
    for name in ["$id", "$schema", "$vocabulary"] {
        schema.shift_remove(name);
    }
    limits(&mut schema);
    if let Some(Value::Array(items)) = schema.get("items") {
        let items = items.clone();
        schema.shift_remove("items");
        schema.insert("prefixItems".to_owned(), Value::Array(items));
    }
    required(&mut schema, direction);
    if schema.shift_remove("nullable") == Some(Value::Bool(true)) {
        return with_null(schema);
    }
    Value::Object(schema)
}

/// Exclusive limits of 3.0 are flags.
fn limits(schema: &mut Map<String, Value>) {
    for (limit, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let Some(Value::Bool(is_exclusive)) = schema.get(exclusive).cloned() else {
            continue;
        };
        schema.shift_remove(exclusive);
        if is_exclusive && let Some(value) = schema.shift_remove(limit) {
            schema.insert(exclusive.to_owned(), value);
        }
    }
}

/// Removes names that are not in values of this direction, and the boolean of earlier drafts.
fn required(schema: &mut Map<String, Value>, direction: Direction) {
    let is_absent = |schema: &Map<String, Value>, name: &str| {
        let property = schema.get("properties").and_then(|all| all.get(name));
        let flag = |keyword: &str| {
            property.is_some_and(|one| one.get(keyword) == Some(&Value::Bool(true)))
        };
        match direction {
            Direction::Sent => flag("readOnly"),
            Direction::Received => flag("writeOnly"),
            Direction::Both => false,
        }
    };
    match schema.get("required").cloned() {
        Some(Value::Array(names)) => {
            let names = names
                .into_iter()
                .filter(|name| name.as_str().is_some_and(|name| !is_absent(schema, name)));
            let names: Vec<_> = names.collect();
            schema.insert("required".to_owned(), Value::Array(names));
        }
        Some(_) => drop(schema.shift_remove("required")),
        None => {}
    }
}

/// The schema that also allows null.
fn with_null(mut schema: Map<String, Value>) -> Value {
    let combines = ["$ref", "allOf"]
        .iter()
        .chain(&UNIONS)
        .any(|one| schema.contains_key(*one));
    if combines {
        return json!({"anyOf": [schema, {"type": "null"}]});
    }
    if let Some(Value::String(name)) = schema.get("type").cloned() {
        schema.insert("type".to_owned(), json!([name, "null"]));
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(schema)
}
