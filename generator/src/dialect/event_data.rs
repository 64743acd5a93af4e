//! Prepares the schemas of server-sent events, in which `data` is a string that may contain JSON.
//!
//! The schema of an event is found through references and in the branches of unions, so a component
//! can describe it. The JSON in `data` becomes the schema of `data`, and each inline branch becomes
//! a complete object: what it says of a property is added to what the event says.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::extensions::{AT, CONTENT};
use crate::media::MediaKind;
use crate::openapi::Kind;
use crate::pointer::Pointer;

/// The fields of an event.
const FIELDS: [&str; 4] = ["id", "event", "data", "retry"];
const BRANCHES: [&str; 3] = ["oneOf", "anyOf", "allOf"];
/// The keywords of an event that its branches inherit.
const INHERITED: [&str; 3] = ["type", "properties", "required"];

/// Prepares all events of a document in place. Returns whether there are any.
pub(super) fn prepare(root: &mut Value, locations: &[(Kind, Pointer)]) -> bool {
    let mut seen = BTreeSet::new();
    for (kind, at) in locations {
        let media_type = at.last().unwrap_or_default();
        if *kind != Kind::MediaType || MediaKind::of(&media_type) != MediaKind::Events {
            continue;
        }
        let names = ["itemSchema", "schema"];
        let schemas = names.into_iter().map(|name| at.child(name));
        if let Some(schema) = schemas
            .into_iter()
            .find(|schema| schema.get(root).is_some())
        {
            event(root, &schema, &mut seen);
            // `schema` may describe all events.
            event(root, &schema.child("items"), &mut seen);
        }
    }
    !seen.is_empty()
}

fn event(root: &mut Value, at: &Pointer, seen: &mut BTreeSet<Pointer>) {
    let Some(Value::Object(keywords)) = at.get(root) else {
        return;
    };
    if !seen.insert(at.clone()) {
        return;
    }
    let referenced = reference(keywords);
    let mut below: Vec<Pointer> = referenced.into_iter().collect();
    for name in BRANCHES {
        let count = keywords
            .get(name)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        below.extend((0..count).map(|index| at.join([name, &index.to_string()])));
    }
    for one in below {
        event(root, &one, seen);
    }
    let content = data_content(root, at);
    let Some(Value::Object(keywords)) = at.get_mut(root) else {
        return;
    };
    if let Some(content) = content
        && let Some(data) = keywords
            .get_mut("properties")
            .and_then(|all| all.get_mut("data"))
    {
        *data = content;
    }
    complete_branches(keywords);
}

/// The schema of the JSON that the string `data` of an event contains.
fn data_content(root: &Value, event: &Pointer) -> Option<Value> {
    let properties = event.get(root)?.get("properties")?.as_object()?;
    if !properties
        .keys()
        .all(|name| FIELDS.contains(&name.as_str()))
    {
        return None;
    }
    let data = followed(root, properties.get("data")?);
    let media_type = data.get("contentMediaType").and_then(Value::as_str);
    let schema = data
        .get("contentSchema")
        .filter(|schema| schema.is_object());
    let is_json = media_type.map_or(schema.is_some(), |name| MediaKind::of(name).is_json());
    if !is_json {
        return None;
    }
    // A string in JSON has quotes, unlike a string of the type.
    let is_string = |schema: &&Value| {
        let content = followed(root, schema);
        content.get("type").is_some_and(|ty| ty == "string")
    };
    let schema = schema.filter(|schema| !is_string(schema));
    let mut content = schema
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    if !content.contains_key("$ref") {
        content.insert(CONTENT.to_owned(), Value::Bool(true));
    }
    Some(Value::Object(content))
}

/// A schema, or what it refers to.
fn followed<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut found = schema;
    let mut seen = BTreeSet::new();
    while let Some(target) = found.as_object().and_then(reference)
        && seen.insert(target.clone())
        && let Some(next) = target.get(root)
    {
        found = next;
    }
    found
}

fn reference(keywords: &Map<String, Value>) -> Option<Pointer> {
    let reference = keywords.get("$ref")?.as_str()?;
    Pointer::parse(reference.strip_prefix('#')?).ok()
}

/// Adds what an event says to its branches, if all of them are inline objects.
fn complete_branches(event: &mut Map<String, Value>) {
    for name in BRANCHES {
        let Some(Value::Array(mut branches)) = event.get_mut(name).map(Value::take) else {
            continue;
        };
        let is_inline = |branch: &Value| branch.get("properties").is_some();
        let is_merged = event.contains_key("properties") && branches.iter().all(is_inline);
        if is_merged {
            for branch in branches.iter_mut().filter_map(Value::as_object_mut) {
                complete(branch, event);
                name_by_event(branch);
            }
            for name in INHERITED {
                event.shift_remove(name);
            }
        }
        event.insert(name.to_owned(), Value::Array(branches));
    }
}

/// Names a branch by the type of its event, if it has no title and only one such type.
fn name_by_event(branch: &mut Map<String, Value>) {
    let event = branch.get("properties").and_then(|all| all.get("event"));
    let constant = event.and_then(|event| event.get("const"));
    let only = match event.and_then(|event| event.get("enum")) {
        Some(Value::Array(values)) if values.len() == 1 => values.first(),
        _ => constant,
    };
    if let Some(title @ Value::String(_)) = only.cloned() {
        branch.entry("title").or_insert(title);
    }
}

/// Adds the properties of an event that its branch does not have, and what the event requires.
fn complete(branch: &mut Map<String, Value>, event: &Map<String, Value>) {
    for name in INHERITED {
        let Some(inherited) = event.get(name) else {
            continue;
        };
        match (branch.get_mut(name), inherited) {
            (Some(Value::Object(own)), Value::Object(inherited)) => {
                for (name, schema) in inherited {
                    match own.get_mut(name) {
                        Some(own) => narrow(own, schema),
                        None => {
                            own.insert(name.clone(), schema.clone());
                        }
                    }
                }
            }
            (Some(Value::Array(own)), Value::Array(inherited)) => {
                let missing = inherited.iter().filter(|one| !own.contains(one));
                let missing: Vec<Value> = missing.cloned().collect();
                own.extend(missing);
            }
            (Some(_), _) => {}
            (None, inherited) => {
                branch.insert(name.to_owned(), inherited.clone());
            }
        }
    }
}

/// Adds what an event says of a property to what its branch says, unless that is the JSON in `data`
/// or another type.
fn narrow(own: &mut Value, inherited: &Value) {
    let (Some(own), Some(inherited)) = (own.as_object_mut(), inherited.as_object()) else {
        return;
    };
    if own.contains_key(CONTENT) || own.contains_key("$ref") || inherited.contains_key("$ref") {
        return;
    }
    for (keyword, value) in inherited.iter().filter(|(keyword, _)| *keyword != AT) {
        own.entry(keyword.clone()).or_insert_with(|| value.clone());
    }
}
