//! Changes a document as a tree.

use serde_json::{Value, json};

use crate::rng::Rng;
use crate::tree::{escaped, is_within, pointers, remove, rename, size, split};
use crate::words;

/// The most changes of a document. Most documents have few, so that many of them are valid.
const MOST_CHANGES: usize = 30;

/// Objects whose keys are names of the document.
const NAMED: &[&str] = &[
    "properties",
    "schemas",
    "parameters",
    "responses",
    "securitySchemes",
    "headers",
    "examples",
    "variables",
    "mapping",
    "patternProperties",
    "paths",
    "webhooks",
    "encoding",
    "$defs",
    "scopes",
];

/// Keywords whose values are names, or arrays of names.
const NAMING: &[&str] = &[
    "name",
    "operationId",
    "tags",
    "enum",
    "const",
    "title",
    "propertyName",
    "required",
    "url",
    "x-rust-name",
    "default",
];

/// The most levels that a change nests a schema.
const MOST_LEVELS: usize = 40;

/// The size beyond which a document does not grow.
const MOST_NODES: usize = 20_000;

/// Changes a document, with nodes of another one.
pub fn mutate(document: &mut Value, donor: &Value, rng: &mut Rng) {
    let most = 1 + rng.below(MOST_CHANGES);
    let changes = 1 + rng.below(most);
    for _ in 0..changes {
        let nodes = pointers(document);
        let Some(node) = rng.pick(&nodes).cloned() else {
            return;
        };
        let grows = size(document) < MOST_NODES;
        match rng.below(20) {
            0 => {
                remove(document, &node);
            }
            1 => swap(document, &nodes, &node, rng),
            2 if grows => duplicate(document, &node, rng),
            3 | 4 if grows => replace_by_copy(document, donor, &node, rng),
            5 => rename_key(document, &node, rng),
            6 => replace_scalar(document, &nodes, rng),
            7 | 8 => retarget(document, &nodes, rng),
            9 => nest(document, &nodes, rng),
            10 => retype(document, &nodes, rng),
            11..=13 if grows => add_keyword(document, &nodes, rng),
            14 => repeat_value(document, &nodes, rng),
            15 | 16 => rename_name(document, &nodes, rng),
            17 | 18 => replace_name(document, &nodes, rng),
            _ => other(document, &nodes, rng),
        }
    }
}

/// Exchanges two nodes, unless one is in the other.
fn swap(document: &mut Value, nodes: &[String], node: &str, rng: &mut Rng) {
    let Some(other) = rng.pick(nodes) else { return };
    if is_within(node, other) || is_within(other, node) {
        return;
    }
    let one = document.pointer_mut(node).map(Value::take);
    let two = document.pointer_mut(other).map(Value::take);
    if let (Some(one), Some(two)) = (one, two) {
        set(document, node, two);
        set(document, other, one);
    }
}

fn set(document: &mut Value, at: &str, value: Value) {
    if let Some(place) = document.pointer_mut(at) {
        *place = value;
    }
}

/// Adds a copy of a node beside it.
fn duplicate(document: &mut Value, node: &str, rng: &mut Rng) {
    let (Some(copy), Some((parent, name))) = (document.pointer(node).cloned(), split(node)) else {
        return;
    };
    match document.pointer_mut(parent) {
        Some(Value::Array(items)) => items.push(copy),
        Some(Value::Object(object)) => {
            let name = match rng.below(4) {
                0 => name.to_uppercase(),
                1 => format!("{name}2"),
                2 => format!("{name}_"),
                _ => words::name(rng),
            };
            object.insert(name, copy);
        }
        _ => {}
    }
}

/// Replaces a node by a copy of another one, of the same document or of another.
fn replace_by_copy(document: &mut Value, donor: &Value, node: &str, rng: &mut Rng) {
    let source = if rng.one_in(3) { donor } else { &*document };
    let nodes = pointers(source);
    // One with the same key has the same meaning.
    let key = node.rsplit('/').next().unwrap_or_default();
    let same: Vec<&String> = nodes
        .iter()
        .filter(|other| other.ends_with(&format!("/{key}")))
        .collect();
    let other = match rng.one_in(3) || same.is_empty() {
        true => rng.pick(&nodes),
        false => rng.pick(&same).copied(),
    };
    if let Some(copy) = other.and_then(|other| source.pointer(other)).cloned()
        && size(&copy) < MOST_NODES / 10
    {
        set(document, node, copy);
    }
}

fn rename_key(document: &mut Value, node: &str, rng: &mut Rng) {
    let name = match rng.below(3) {
        0 => rng
            .pick(words::KEYS)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        1 if node.contains("/content/") => rng
            .pick(words::MEDIA_TYPES)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        _ => words::name(rng),
    };
    rename(document, node, &name);
}

/// Renames something that the document names, such as a property.
fn rename_name(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let is_name = |node: &&String| {
        let parent = node.rsplit('/').nth(1);
        parent.is_some_and(|parent| NAMED.contains(&parent))
    };
    let names: Vec<&String> = nodes.iter().filter(is_name).collect();
    if let Some(node) = rng.pick(&names) {
        let mut name = words::name(rng);
        if node.starts_with("/paths/") && !rng.one_in(4) {
            name.insert(0, '/');
        }
        rename(document, node, &name);
    }
}

/// Changes a name that is a value, such as an `operationId`, or one of an array.
fn replace_name(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let is_name = |node: &&String| {
        let mut tokens = node.rsplit('/');
        let (last, parent) = (tokens.next(), tokens.next());
        last.is_some_and(|last| NAMING.contains(&last))
            || parent.is_some_and(|parent| NAMING.contains(&parent))
    };
    let names: Vec<&String> = nodes.iter().filter(is_name).collect();
    let Some(node) = rng.pick(&names) else { return };
    match document.pointer_mut(node) {
        Some(Value::Array(items)) => items.push(json!(words::name(rng))),
        Some(text @ Value::String(_)) => *text = json!(words::name(rng)),
        _ => {}
    }
}

fn replace_scalar(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let is_scalar = |value: &Value| !matches!(value, Value::Object(_) | Value::Array(_));
    let Some(node) = pick_where(document, nodes, rng, is_scalar) else {
        return;
    };
    let value = match document.pointer(&node) {
        Some(Value::String(_)) if !rng.one_in(3) => words::text(rng),
        Some(Value::Bool(flag)) => json!(!flag),
        _ => words::scalar(rng),
    };
    set(document, &node, value);
}

/// Makes a reference refer to something else.
fn retarget(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let is_reference = |value: &Value| value.get("$ref").is_some();
    let Some(node) = pick_where(document, nodes, rng, is_reference) else {
        return;
    };
    let target = target(nodes, &node, rng);
    set(document, &format!("{node}/$ref"), json!(target));
}

/// The text of a reference: often to a component, sometimes to any node or to what contains it.
fn target(nodes: &[String], from: &str, rng: &mut Rng) -> String {
    let components: Vec<&String> = nodes
        .iter()
        .filter(|node| node.starts_with("/components/schemas/") && node.matches('/').count() == 3)
        .collect();
    let pointer = match rng.below(8) {
        0 => rng.pick(nodes).cloned(),
        1 => split(from).map(|(parent, _)| parent.to_owned()),
        2 => Some(from.to_owned()),
        _ => rng.pick(&components).map(|node| (*node).clone()),
    };
    let pointer = pointer.unwrap_or_default();
    let pointer = if rng.one_in(5) {
        pointer.replace('{', "%7B").replace('}', "%7D")
    } else {
        pointer
    };
    format!("#{pointer}")
}

/// Wraps a schema in others.
fn nest(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let Some(node) = pick_where(document, nodes, rng, is_schema) else {
        return;
    };
    let Some(mut schema) = document.pointer_mut(&node).map(Value::take) else {
        return;
    };
    let levels = match rng.one_in(4) {
        true => rng.below(MOST_LEVELS),
        false => 1 + rng.below(2),
    };
    let mixed = rng.one_in(2);
    let mut way = rng.below(7);
    for _ in 0..levels {
        if mixed {
            way = rng.below(7);
        }
        schema = match way {
            0 => json!({"allOf": [schema]}),
            1 => json!({"oneOf": [schema, {"type": "string"}]}),
            2 => json!({"anyOf": [schema, {"type": "null"}]}),
            3 => json!({"type": "array", "items": schema}),
            4 => json!({"type": "object", "additionalProperties": schema}),
            5 => json!({"allOf": [schema, {"properties": {"extra": {"type": "integer"}}}]}),
            _ => json!({"type": "object", "required": ["inner"], "properties": {"inner": schema}}),
        };
    }
    set(document, &node, schema);
}

fn retype(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let Some(node) = pick_where(document, nodes, rng, is_schema) else {
        return;
    };
    if let Some(Value::Object(schema)) = document.pointer_mut(&node) {
        schema.insert("type".to_owned(), words::types(rng));
    }
}

/// Adds a keyword, mostly to a schema.
fn add_keyword(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let node = match rng.one_in(4) {
        true => pick_where(document, nodes, rng, Value::is_object),
        false => pick_where(document, nodes, rng, is_schema),
    };
    let Some(node) = node else { return };
    let schema = pick_where(document, nodes, rng, is_schema);
    let schema = schema.and_then(|at| document.pointer(&at)).cloned();
    let schema = schema.filter(|schema| size(schema) < MOST_NODES / 10);
    let reference = target(nodes, &node, rng);
    let (name, value) = words::keyword(rng, &schema.unwrap_or_else(|| json!({})), &reference);
    if let Some(Value::Object(object)) = document.pointer_mut(&node) {
        object.insert(name.to_owned(), value);
    }
}

/// Gives a string the value of another one with the same key, such as an `operationId` or a `name`.
fn repeat_value(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    let keys = [
        "operationId",
        "name",
        "title",
        "in",
        "propertyName",
        "style",
        "type",
        "format",
    ];
    let key = rng.pick(&keys).copied().unwrap_or_default();
    let all: Vec<&String> = nodes
        .iter()
        .filter(|node| node.ends_with(&format!("/{key}")))
        .collect();
    let (Some(from), Some(to)) = (rng.pick(&all).copied(), rng.pick(&all).copied()) else {
        return;
    };
    if let Some(value) = document.pointer(from).cloned() {
        set(document, to, value);
    }
}

/// Changes the document as a whole.
fn other(document: &mut Value, nodes: &[String], rng: &mut Rng) {
    match rng.below(4) {
        0 => {
            let versions = ["3.0.0", "3.0.4", "3.1.0", "3.2.0"];
            set(document, "/openapi", json!(rng.pick(&versions)));
        }
        1 => {
            // Reverse the order of an object.
            let node = pick_where(document, nodes, rng, Value::is_object).unwrap_or_default();
            if let Some(Value::Object(object)) = document.pointer_mut(&node) {
                *object = std::mem::take(object).into_iter().rev().collect();
            }
        }
        2 => {
            // Move an inline schema to the components.
            let Some(node) = pick_where(document, nodes, rng, is_schema) else {
                return;
            };
            let name = words::name(rng);
            let reference = json!({"$ref": format!("#/components/schemas/{}", escaped(&name))});
            let schema = document
                .pointer_mut(&node)
                .map(|at| std::mem::replace(at, reference));
            if let (Some(schema), Some(Value::Object(schemas))) =
                (schema, document.pointer_mut("/components/schemas"))
            {
                schemas.insert(name, schema);
            }
        }
        _ => {
            // The same operation at another path.
            let Some(Value::Object(paths)) = document.get_mut("paths") else {
                return;
            };
            let items: Vec<Value> = paths.values().cloned().collect();
            if let Some(item) = rng.pick(&items) {
                paths.insert(format!("/{}/{{id}}", words::name(rng)), item.clone());
            }
        }
    }
}

/// A random node that fulfils a condition.
fn pick_where(
    document: &Value,
    nodes: &[String],
    rng: &mut Rng,
    is_wanted: impl Fn(&Value) -> bool,
) -> Option<String> {
    let found: Vec<&String> = nodes
        .iter()
        .filter(|node| document.pointer(node).is_some_and(&is_wanted))
        .collect();
    rng.pick(&found).map(|node| (*node).clone())
}

/// Whether a value looks like a schema.
fn is_schema(value: &Value) -> bool {
    const KEYWORDS: [&str; 8] = [
        "type",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "const",
    ];
    let is_reference = value.get("$ref").and_then(Value::as_str);
    is_reference.is_some_and(|text| text.contains("/schemas/"))
        || KEYWORDS.iter().any(|name| value.get(name).is_some()) && value.get("flows").is_none()
}
