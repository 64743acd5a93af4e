//! Statements that are valid but contradict the rest of the document, or are rarely meant.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::context::{Context, Operation};
use super::effective::own_types;
use super::{Findings, Rule};
use crate::openapi::{Kind, Node, children};
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for node in context.of(Kind::Schema) {
        described_null(context, node, findings);
        maps(context, node, findings);
    }
    identifiers(context, findings);
    get_and_put(context, findings);
    property_types(context, findings);
    limits(context, findings);
}

/// The words before or after `null` in a description that says when a value is null.
const NULL_PHRASES: [&str; 12] = [
    "null if",
    "null when",
    "null while",
    "null until",
    "null unless",
    "null for",
    "null otherwise",
    "is null",
    "be null",
    "are null",
    "as null",
    "or null",
];
/// Descriptions that say the opposite.
const NOT_NULL_PHRASES: [&str; 5] = [
    "not be null",
    "never be null",
    "not null",
    "never null",
    "cannot be null",
];

fn described_null(context: &Context<'_>, node: &Node<'_>, findings: &mut Findings) {
    let Some(description) = node.value.get("description").and_then(Value::as_str) else {
        return;
    };
    let text = description.replace('`', "").to_lowercase();
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    // A description beside a reference is often in a branch of its own.
    let owner = owner(&node.at);
    if has(&NULL_PHRASES) && !has(&NOT_NULL_PHRASES) && !context.allows_null(&owner) {
        let message =
            "the description says that the value may be null, which the schema does not allow";
        findings.add(Rule::DescribedNull, &owner, message);
    }
}

/// The schema in whose `allOf` a schema is, or itself.
fn owner(at: &Pointer) -> Pointer {
    let mut owner = at.clone();
    loop {
        let list = owner.parent();
        match (
            list.as_ref().and_then(Pointer::last).as_deref(),
            list.as_ref().and_then(Pointer::parent),
        ) {
            (Some("allOf"), Some(outer)) => owner = outer,
            _ => return owner,
        }
    }
}

/// Keywords that say what is in an object.
const DESCRIBING: [&str; 6] = [
    "properties",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "$ref",
];

fn maps(context: &Context<'_>, node: &Node<'_>, findings: &mut Findings) {
    let at = node.at.child("additionalProperties");
    let entry = at.get(context.root).filter(|entry| entry.is_object());
    let is_described = |entry: &Value| DESCRIBING.iter().any(|one| entry.get(one).is_some());
    if entry.is_some_and(|entry| own_types(entry) == ["object"] && !is_described(entry)) {
        let message = "every value of the map must be an object, of which nothing is known";
        findings.add(Rule::MapOfObjects, &at.child("type"), message);
    }
    let entry = entry.map(|_| context.resolved(&at).0);
    let Some(entry) = entry.or_else(|| common_property(context, node)) else {
        return;
    };
    let properties = context.properties(&entry);
    let has_enum = |(_, part): &(Pointer, &Value)| part.get("enum").is_some();
    let is_enum = |name: &&str| {
        let property = properties.get(*name);
        property.is_some_and(|property| context.parts(property).iter().any(has_enum))
    };
    let required = context.required(&entry).into_iter();
    let enums: Vec<_> = required
        .filter(is_enum)
        .map(|name| format!("`{name}`"))
        .collect();
    if !enums.is_empty() {
        let message = format!(
            "each entry of the map at `{}` requires {}",
            node.at,
            enums.join(", ")
        );
        findings.add(Rule::RequiredInMap, &entry, message);
    }
}

/// The number of properties with one schema that make an object a map.
const MAP_SIZE: usize = 4;

/// The schema that all properties of an object have in common, so that it is a map with known keys.
fn common_property(context: &Context<'_>, node: &Node<'_>) -> Option<Pointer> {
    let properties = node.value.get("properties")?.as_object()?;
    let at = node.at.child("properties");
    let mut schemas = properties
        .keys()
        .map(|name| context.resolved(&at.child(name)).0);
    let first = schemas.next()?;
    let is_shared = first.parent().as_ref() != Some(&at) && schemas.all(|schema| schema == first);
    (properties.len() >= MAP_SIZE && is_shared).then_some(first)
}

/// The schemas that request or response bodies use, by location.
fn reachable(context: &Context<'_>, wants_requests: bool) -> BTreeSet<Pointer> {
    let mut queue: Vec<Pointer> = Vec::new();
    for operation in context.operations.iter().filter(|one| !one.is_webhook) {
        if wants_requests {
            let (owner, body) = context.resolved(&operation.at.child("requestBody"));
            queue.extend(context.content_schemas(&owner, body));
        } else {
            for (_, _, owner, response) in context.responses(operation) {
                queue.extend(context.content_schemas(&owner, response));
            }
        }
    }
    let mut found = BTreeSet::new();
    while let Some(start) = queue.pop() {
        if found.contains(&start) {
            continue;
        }
        let mut nodes = vec![start];
        while let Some(at) = nodes.pop() {
            let Some(value) = at.get(context.root).filter(|_| found.insert(at.clone())) else {
                continue;
            };
            let (end, _) = context.resolved(&at);
            queue.push(end);
            let kind = Kind::Schema;
            let inner = children(&Node { kind, at, value }).into_iter();
            nodes.extend(inner.map(|node| node.at).filter(|at| !is_definition(at)));
        }
    }
    found
}

/// Whether a schema only is where others can refer to it.
fn is_definition(at: &Pointer) -> bool {
    let container = at.parent().and_then(|parent| parent.last());
    matches!(container.as_deref(), Some("definitions" | "$defs"))
}

fn identifiers(context: &Context<'_>, findings: &mut Findings) {
    let (sent, received) = (reachable(context, true), reachable(context, false));
    for node in context.of(Kind::Schema) {
        let at = node.at.child("properties").child("id");
        let has_id = at.get(context.root).is_some();
        if !has_id || !received.contains(&node.at) || sent.contains(&node.at) {
            continue;
        }
        if !context.required(&owner(&node.at)).contains("id")
            && !context.required(&node.at).contains("id")
        {
            findings.add(
                Rule::IdentifierOptional,
                &at,
                "`id` is not required in the responses that contain it",
            );
        }
    }
}

fn get_and_put(context: &Context<'_>, findings: &mut Findings) {
    let of_method = |method: &str| -> Vec<&Operation<'_>> {
        let paths = context.operations.iter().filter(|one| !one.is_webhook);
        paths.filter(|one| one.method == method).collect()
    };
    let puts = of_method("put");
    for get in of_method("get") {
        let Some(put) = puts.iter().find(|put| put.path == get.path) else {
            continue;
        };
        let (Some((at, found)), Some((_, given))) = (
            success(context, get),
            success(context, put).or_else(|| body(context, put)),
        ) else {
            continue;
        };
        if !found.is_empty() && !given.is_empty() && found.is_disjoint(&given) {
            let message = format!(
                "{} and {} have no property in common",
                get.named(),
                put.named()
            );
            findings.add(Rule::ResponseDiffers, &at, message);
        }
    }
}

/// The schema of the first success response with JSON, and the names of its properties.
fn success<'v>(
    context: &Context<'v>,
    operation: &Operation<'v>,
) -> Option<(Pointer, BTreeSet<&'v str>)> {
    let responses = context.responses(operation).into_iter();
    let mut schemas = responses
        .filter(|(status, ..)| status.starts_with('2'))
        .flat_map(|(_, _, owner, response)| context.content_schemas(&owner, response));
    let schema = schemas.next()?;
    let names = context.properties(&schema).into_keys().collect();
    Some((schema, names))
}

fn body<'v>(
    context: &Context<'v>,
    operation: &Operation<'v>,
) -> Option<(Pointer, BTreeSet<&'v str>)> {
    let (owner, body) = context.resolved(&operation.at.child("requestBody"));
    let schema = context.content_schemas(&owner, body).into_iter().next()?;
    let names = context.properties(&schema).into_keys().collect();
    Some((schema, names))
}

fn property_types(context: &Context<'_>, findings: &mut Findings) {
    let mut known: BTreeMap<&str, (bool, Pointer)> = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for node in context.of(Kind::Schema) {
        let properties = node.value.get("properties").and_then(Value::as_object);
        for name in properties.into_iter().flat_map(|all| all.keys()) {
            let at = node.at.child("properties").child(name);
            let is_string = match context.types(&at).as_slice() {
                ["string"] => true,
                ["number" | "integer" | "boolean"] => false,
                _ => continue,
            };
            match known.get(name.as_str()) {
                Some((other, _)) if *other == is_string => {}
                Some((_, first)) => {
                    if reported.insert(name.as_str()) {
                        let message = format!("`{name}` has another type at `{first}`");
                        findings.add(Rule::TypeDiffers, &at, message);
                    }
                }
                None => drop(known.insert(name, (is_string, at))),
            }
        }
    }
}

fn limits(context: &Context<'_>, findings: &mut Findings) {
    let maximum = |at: &Pointer| {
        let parts = context.parts(at);
        parts
            .iter()
            .find_map(|(_, part)| part.get("maximum").and_then(Value::as_f64))
    };
    let mut parameters: BTreeMap<&str, f64> = BTreeMap::new();
    for node in context.of(Kind::Parameter) {
        let name = node.value.get("name").and_then(Value::as_str);
        if let (Some(name), Some(most)) = (name, maximum(&node.at.child("schema"))) {
            parameters.entry(name).or_insert(most);
        }
    }
    for node in context.of(Kind::Schema) {
        let properties = node.value.get("properties").and_then(Value::as_object);
        for name in properties.into_iter().flat_map(|all| all.keys()) {
            let at = node.at.child("properties").child(name);
            if let (Some(limit), Some(most)) = (parameters.get(name.as_str()), maximum(&at))
                && *limit != most
            {
                let message =
                    format!("the maximum is {most}, and {limit} for the parameter `{name}`");
                findings.add(Rule::LimitDiffers, &at, message);
            }
        }
    }
}
