//! Path templates and their parameters.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::context::{Context, Operation};
use super::{Findings, Rule};
use crate::extensions::is_extension;
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let paths = Pointer::from_tokens(["paths"]);
    let items = paths.get(context.root).and_then(Value::as_object);
    let names = items.into_iter().flat_map(|items| items.keys());
    let names: Vec<&str> = names
        .filter(|name| !is_extension(name))
        .map(String::as_str)
        .collect();
    for name in &names {
        if let Some(problem) = template_problem(name) {
            let message = format!("the path `{name}` {problem}");
            findings.add(Rule::PathDeclaration, &paths.child(name), message);
        }
    }
    identical(&names, &paths, findings);
    ambiguous(context, &names, &paths, findings);
    for operation in context.operations.iter().filter(|one| !one.is_webhook) {
        parameters(context, operation, findings);
    }
}

/// What is wrong with a template.
fn template_problem(path: &str) -> Option<&'static str> {
    if !path.starts_with('/') {
        return Some("does not start with `/`");
    }
    let mut is_open = false;
    for character in path.chars() {
        match (character, is_open) {
            ('{', false) => is_open = true,
            ('}', true) => is_open = false,
            ('{' | '}', _) => return Some("has unbalanced braces"),
            _ => {}
        }
    }
    if is_open {
        return Some("has unbalanced braces");
    }
    path.contains("{}")
        .then_some("has a parameter without a name")
}

/// The names in the braces of a template.
fn template_names(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// The template with `{}` in place of each parameter.
fn shape(path: &str) -> String {
    let mut shape = path.split('{').next().unwrap_or_default().to_owned();
    for part in path.split('{').skip(1) {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        shape += "{}";
        shape += rest;
    }
    shape
}

fn identical(names: &[&str], paths: &Pointer, findings: &mut Findings) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for name in names {
        if let Some(other) = known.insert(shape(name), name) {
            let message = format!("`{name}` is the same path as `{other}`");
            findings.add(Rule::IdenticalPaths, &paths.child(name), message);
        }
    }
}

/// Two paths are ambiguous if a request matches both, and each has a parameter where the other one
/// has text.
fn ambiguous(context: &Context<'_>, names: &[&str], paths: &Pointer, findings: &mut Findings) {
    let methods = |path: &str| -> BTreeSet<&str> {
        let of_path = context
            .operations
            .iter()
            .filter(|one| !one.is_webhook && one.path == path);
        of_path.map(|one| one.method).collect()
    };
    for (index, one) in names.iter().enumerate() {
        for other in names.iter().skip(index + 1) {
            if are_ambiguous(one, other) && !methods(one).is_disjoint(&methods(other)) {
                let message = format!("a request may match both `{other}` and `{one}`");
                findings.add(Rule::AmbiguousPaths, &paths.child(other), message);
            }
        }
    }
}

fn are_ambiguous(one: &str, other: &str) -> bool {
    let (one, other): (Vec<_>, Vec<_>) = (one.split('/').collect(), other.split('/').collect());
    if one.len() != other.len() {
        return false;
    }
    let is_parameter = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
    let (mut wider, mut narrower) = (false, false);
    for (one, other) in one.iter().zip(&other) {
        match (is_parameter(one), is_parameter(other)) {
            (true, false) => wider = true,
            (false, true) => narrower = true,
            (false, false) if one != other => return false,
            _ => {}
        }
    }
    wider && narrower
}

fn parameters(context: &Context<'_>, operation: &Operation<'_>, findings: &mut Findings) {
    let mut declared: BTreeMap<&str, (Pointer, &Value)> = BTreeMap::new();
    for owner in [&operation.item, &operation.at] {
        for (at, value) in context.parameters(owner) {
            let name = value.get("name").and_then(Value::as_str);
            if let (Some("path"), Some(name)) = (value.get("in").and_then(Value::as_str), name) {
                declared.insert(name, (at, value));
            }
        }
    }
    let template = template_names(operation.path);
    for name in &template {
        if !declared.contains_key(name) {
            let message = format!("{} does not declare `{name}`", operation.named());
            findings.add(Rule::PathParameters, &operation.at, message);
        }
    }
    for (name, (at, value)) in &declared {
        if !template.contains(name) {
            let message = format!("`{name}` is not in the path `{}`", operation.path);
            findings.add(Rule::PathParameters, at, message);
        } else if value.get("required") != Some(&Value::Bool(true)) {
            let message = format!("the path parameter `{name}` is not required");
            findings.add(Rule::PathParameters, at, message);
        }
    }
}
