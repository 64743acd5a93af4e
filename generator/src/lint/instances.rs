//! The examples and defaults of a document, and what is wrong with their values alone.

use serde_json::Value;

use super::context::Context;
use super::json_schema::Direction;
use super::{Findings, Rule};
use crate::openapi::Kind;
use crate::pointer::Pointer;

/// A value that must be valid by a schema.
pub(super) struct Instance<'v> {
    pub(super) at: Pointer,
    pub(super) value: &'v Value,
    pub(super) schema: Pointer,
    pub(super) direction: Direction,
    /// The rule that a violation is a finding of.
    pub(super) rule: Rule,
}

/// All examples and defaults.
pub(super) fn all<'v>(context: &Context<'v>) -> Vec<Instance<'v>> {
    let mut found = Vec::new();
    for node in &context.nodes {
        match node.kind {
            Kind::MediaType if is_json(&node.at) => {
                found.extend(of_content(context, &node.at, node.value));
            }
            Kind::Parameter | Kind::Header => {
                found.extend(of_content(context, &node.at, node.value));
            }
            Kind::Schema => found.extend(of_schema(&node.at, node.value)),
            _ => {}
        }
    }
    found
}

/// Whether the key of a media type object names JSON.
fn is_json(at: &Pointer) -> bool {
    at.last()
        .is_some_and(|name| name.to_ascii_lowercase().contains("json"))
}

/// The examples of a media type, parameter or header.
pub(super) fn of_content<'v>(
    context: &Context<'v>,
    owner: &Pointer,
    value: &'v Value,
) -> Vec<Instance<'v>> {
    let mut values = Vec::new();
    if let Some(example) = value.get("example") {
        values.push((owner.child("example"), example));
    }
    let examples = value.get("examples").and_then(Value::as_object);
    for name in examples.into_iter().flat_map(|all| all.keys()) {
        let (at, example) = context.resolved(&owner.child("examples").child(name));
        let keywords = ["value", "dataValue"].into_iter();
        values.extend(keywords.filter_map(|key| Some((at.child(key), example.get(key)?))));
    }
    if value.get("schema").is_none() {
        return Vec::new();
    }
    let instance = |(at, value)| Instance {
        at,
        value,
        schema: owner.child("schema"),
        direction: direction(owner),
        rule: Rule::MediaTypeExample,
    };
    values.into_iter().map(instance).collect()
}

/// The direction of the content at a location. What a webhook sends is a response in this sense.
fn direction(at: &Pointer) -> Direction {
    let tokens = at.tokens();
    let is_in = |names: &[&str]| tokens.iter().any(|token| names.contains(&token.as_str()));
    if is_in(&["webhooks", "callbacks"]) {
        Direction::Both
    } else if is_in(&["requestBody", "requestBodies", "parameters"]) {
        Direction::Sent
    } else {
        Direction::Received
    }
}

fn of_schema<'v>(owner: &Pointer, value: &'v Value) -> Vec<Instance<'v>> {
    let instance = |at: Pointer, value: &'v Value, direction, rule| Instance {
        at,
        value,
        schema: owner.clone(),
        direction,
        rule,
    };
    let mut found = Vec::new();
    if let Some(example) = value.get("example") {
        let at = owner.child("example");
        found.push(instance(
            at,
            example,
            Direction::Received,
            Rule::SchemaExample,
        ));
    }
    let examples = value.get("examples").and_then(Value::as_array);
    for (index, example) in examples.into_iter().flatten().enumerate() {
        let at = owner.child("examples").child(index.to_string());
        found.push(instance(
            at,
            example,
            Direction::Received,
            Rule::SchemaExample,
        ));
    }
    if let Some(default) = value.get("default") {
        let at = owner.child("default");
        found.push(instance(at, default, Direction::Sent, Rule::DefaultInvalid));
    }
    found
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for instance in all(context) {
        strings(&instance.at, instance.value, &mut |at, text| {
            if is_impossible_time(text) {
                let message = format!("`{text}` is not a date and time");
                findings.add(Rule::ExampleDate, at, message);
            }
        });
    }
    for operation in context.operations.iter().filter(|one| !one.is_webhook) {
        for (status, _, end, response) in context.responses(operation) {
            // Content of a 204 is another finding.
            if let Ok(status) = status.parse::<u64>()
                && status != 204
            {
                statuses(context, status, &end, response, findings);
            }
        }
    }
}

/// Visits every string in a value.
pub(super) fn strings(at: &Pointer, value: &Value, visit: &mut dyn FnMut(&Pointer, &str)) {
    match value {
        Value::String(text) => visit(at, text),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                strings(&at.child(index.to_string()), item, visit);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                strings(&at.child(name), value, visit);
            }
        }
        _ => {}
    }
}

/// Properties that repeat the status of a response.
const STATUS_PROPERTIES: [&str; 4] = ["statusCode", "status_code", "httpStatusCode", "status"];

fn statuses(
    context: &Context<'_>,
    status: u64,
    owner: &Pointer,
    response: &Value,
    findings: &mut Findings,
) {
    let content = response.get("content").and_then(Value::as_object);
    for (name, media_type) in content.into_iter().flatten() {
        let at = owner.child("content").child(name);
        for instance in of_content(context, &at, media_type) {
            for property in STATUS_PROPERTIES {
                let Some(found) = instance.value.get(property).and_then(Value::as_u64) else {
                    continue;
                };
                if (100..600).contains(&found) && found != status {
                    let message = format!("the example of a {status} has `{property}` {found}");
                    findings.add(Rule::ExampleStatus, &instance.at.child(property), message);
                }
            }
        }
    }
}

/// Whether a text has the form `2024-02-30T25:61:00`, with numbers that no calendar or clock has.
fn is_impossible_time(text: &str) -> bool {
    let form = "0000-00-00T00:00:00";
    let has_form = text.len() >= form.len()
        && form
            .bytes()
            .zip(text.bytes())
            .all(|(form, byte)| match form {
                b'0' => byte.is_ascii_digit(),
                other => byte == other,
            });
    let number = |start: usize, end: usize| -> u32 {
        let digits = text.get(start..end).unwrap_or_default();
        digits.parse().unwrap_or_default()
    };
    if !has_form {
        return false;
    }
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    let is_day = (1..=days).contains(&day);
    // 60 is a leap second.
    !is_day || number(11, 13) > 23 || number(14, 16) > 59 || number(17, 19) > 60
}
