//! Webhooks: the examples of events, and the event types in other examples.

use serde_json::Value;

use super::context::Context;
use super::instances::{self, Instance, strings};
use super::{Findings, Rule};
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let events = context.operations.iter().filter(|one| one.is_webhook);
    let names: Vec<&str> = events.clone().map(|event| event.path).collect();
    for event in events {
        let at = event.at.child("requestBody");
        let (owner, body) = context.resolved(&at);
        for schema in context.content_schemas(&owner, body) {
            let properties = context.properties(&schema);
            if !properties.is_empty() && context.required(&schema).is_empty() {
                let message = format!(
                    "the body of the event `{}` requires no property",
                    event.path
                );
                findings.add(Rule::EventRequired, &schema, message);
            }
        }
        let content = body.get("content").and_then(Value::as_object);
        for (media_type, value) in content.into_iter().flatten() {
            let at = owner.child("content").child(media_type);
            for instance in instances::of_content(context, &at, value) {
                check_example(event.path, &names, &instance, findings);
            }
        }
    }
    if !names.is_empty() {
        for instance in instances::all(context) {
            listed_types(&names, &instance.at, instance.value, findings);
        }
    }
}

fn check_example(event: &str, names: &[&str], instance: &Instance<'_>, findings: &mut Findings) {
    strings(&instance.at, instance.value, &mut |at, text| {
        let message = if text == event && event.contains('{') {
            format!("`{text}` contains the parameter of the name literally")
        } else if names.contains(&text) && !matches_name(event, text) {
            format!("the example of the event `{event}` names the event `{text}`")
        } else {
            return;
        };
        findings.add(Rule::EventExample, at, message);
    });
}

/// Reports the items of arrays such as `eventTypes` that no webhook is named after.
fn listed_types(names: &[&str], at: &Pointer, value: &Value, findings: &mut Findings) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let at = at.child(name);
                let folded = name.replace('_', "").to_ascii_lowercase();
                if let ("eventtypes" | "events", Some(items)) = (folded.as_str(), value.as_array())
                {
                    for (index, item) in items.iter().enumerate() {
                        let Some(item) = item.as_str() else { continue };
                        if !names.iter().any(|name| matches_name(name, item)) {
                            let message = format!("no webhook is named `{item}`");
                            findings.add(Rule::EventUnknown, &at.child(index.to_string()), message);
                        }
                    }
                } else {
                    listed_types(names, &at, value, findings);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                listed_types(names, &at.child(index.to_string()), item, findings);
            }
        }
        _ => {}
    }
}

/// Whether a text is the name of an event, in which `{...}` stands for any text.
fn matches_name(name: &str, text: &str) -> bool {
    let Some((start, rest)) = name.split_once('{') else {
        return name == text;
    };
    let end = rest.split_once('}').map_or("", |(_, end)| end);
    let Some(inner) = text.strip_prefix(start) else {
        return false;
    };
    // Another parameter may follow.
    let end = end.split('{').next_back().map_or(end, |last| {
        last.split_once('}').map_or(last, |(_, end)| end)
    });
    inner.len() > end.len() && inner.ends_with(end)
}
