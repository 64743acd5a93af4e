//! Operations, their parameters, bodies and responses.

use std::collections::BTreeMap;

use serde_json::Value;

use super::context::{Context, Operation};
use super::{Findings, Rule};
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    for operation in &context.operations {
        match operation.value.get("operationId").and_then(Value::as_str) {
            Some(id) => {
                let at = operation.at.child("operationId");
                if let Some(other) = ids.get(id) {
                    let message = format!("`{id}` is also the id of {other}");
                    findings.add(Rule::OperationIdUnique, &at, message);
                } else {
                    ids.insert(id, operation.named());
                }
            }
            None if !operation.is_webhook => {
                let message = format!("{} has no `operationId`", operation.named());
                findings.add(Rule::OperationId, &operation.at, message);
            }
            None => {}
        }
        for owner in [&operation.item, &operation.at] {
            unique_parameters(context, owner, findings);
        }
        if !operation.is_webhook {
            body(context, operation, findings);
        }
        responses(context, operation, findings);
    }
}

fn unique_parameters(context: &Context<'_>, owner: &Pointer, findings: &mut Findings) {
    let mut known = Vec::new();
    for (at, value) in context.parameters(owner) {
        let text = |keyword| value.get(keyword).and_then(Value::as_str);
        let (Some(name), Some(location)) = (text("name"), text("in")) else {
            continue;
        };
        // The names of headers have no case.
        let key = match location {
            "header" => (name.to_ascii_lowercase(), location),
            _ => (name.to_owned(), location),
        };
        if known.contains(&key) {
            let message = format!("the {location} parameter `{name}` is declared twice");
            findings.add(Rule::ParametersUnique, &at, message);
        }
        known.push(key);
    }
}

fn body(context: &Context<'_>, operation: &Operation<'_>, findings: &mut Findings) {
    let has_body = ["post", "put", "patch", "query"].contains(&operation.method);
    let at = operation.at.child("requestBody");
    let (end, body) = context.resolved(&at);
    if !has_body || !body.is_object() || body.get("required") == Some(&Value::Bool(true)) {
        return;
    }
    let schemas = context.content_schemas(&end, body);
    let required: Vec<_> = schemas
        .first()
        .map(|schema| context.required(schema))
        .into_iter()
        .flatten()
        .map(|name| format!("`{name}`"))
        .collect();
    let message = if required.is_empty() {
        format!("the body of {} is not required", operation.named())
    } else {
        format!(
            "the body of {} is not required, but its schema requires {}",
            operation.named(),
            required.join(", ")
        )
    };
    findings.add(Rule::BodyRequired, &at, message);
}

fn responses(context: &Context<'_>, operation: &Operation<'_>, findings: &mut Findings) {
    let responses = context.responses(operation);
    let is_success = |status: &str| status.starts_with('2') || status == "default";
    if !operation.is_webhook && !responses.iter().any(|(status, ..)| is_success(status)) {
        let message = format!("{} has no success response", operation.named());
        findings.add(Rule::SuccessResponse, &operation.at, message);
    }
    for (status, at, end, value) in responses {
        let never = status.starts_with('1') || ["204", "205", "304"].contains(&status);
        let content = value.get("content").and_then(Value::as_object);
        if never && content.is_some_and(|content| !content.is_empty()) {
            let mut message = format!("the {status} of {} has content", operation.named());
            if end != at {
                message += &format!(", by its reference to `{end}`");
            }
            findings.add(Rule::StatusContent, &at, message);
        }
    }
}
