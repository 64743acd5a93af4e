//! Security requirements and servers.

use serde_json::Value;

use super::context::Context;
use super::{Findings, Rule};
use crate::openapi::Kind;
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let operations = context.operations.iter().map(|one| one.at.clone());
    for owner in std::iter::once(Pointer::root()).chain(operations) {
        requirements(context, &owner.child("security"), findings);
    }
    for node in context.of(Kind::Server) {
        server(&node.at, node.value, findings);
    }
}

fn requirements(context: &Context<'_>, at: &Pointer, findings: &mut Findings) {
    let schemes = Pointer::from_tokens(["components", "securitySchemes"]);
    let schemes = schemes.get(context.root).and_then(Value::as_object);
    let list = at.get(context.root).and_then(Value::as_array);
    for (index, requirement) in list.into_iter().flatten().enumerate() {
        let names = requirement
            .as_object()
            .into_iter()
            .flat_map(|all| all.keys());
        for name in names {
            // In 3.2, the name may be the URI of a scheme.
            let is_uri = context.minor >= 2 && name.contains(['/', '#']);
            if !is_uri && !schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                let at = at.child(index.to_string()).child(name);
                let message = format!("the security scheme `{name}` is not defined");
                findings.add(Rule::SecurityDefined, &at, message);
            }
        }
    }
}

fn server(at: &Pointer, server: &Value, findings: &mut Findings) {
    let url = server
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let variables = server.get("variables").and_then(Value::as_object);
    let parts = url.split('{').skip(1);
    let used: Vec<_> = parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect();
    for name in &used {
        if !variables.is_some_and(|variables| variables.contains_key(*name)) {
            let message = format!("the variable `{name}` of the URL is not defined");
            findings.add(Rule::ServerVariable, &at.child("url"), message);
        }
    }
    for (name, variable) in variables.into_iter().flatten() {
        let at = at.child("variables").child(name);
        if !used.contains(&name.as_str()) {
            let message = format!("the variable `{name}` is not in the URL");
            findings.add(Rule::ServerVariable, &at, message);
        }
        let Some(values) = variable.get("enum").and_then(Value::as_array) else {
            continue;
        };
        let default = variable.get("default");
        if values.is_empty() {
            let message = format!("the `enum` of the variable `{name}` is empty");
            findings.add(Rule::ServerVariableEnum, &at, message);
        } else if default.is_some_and(|default| !values.contains(default)) {
            let message = format!("the default of the variable `{name}` is not in its `enum`");
            findings.add(Rule::ServerVariableEnum, &at, message);
        }
    }
}
