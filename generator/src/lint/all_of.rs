//! Branches of `allOf` that contradict each other.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::effective::{branches, own_types};
use super::{Findings, Rule};
use crate::openapi::Kind;
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for node in context.of(Kind::Schema) {
        let branches = branches(&node.at, node.value, "allOf");
        if branches.is_empty() {
            continue;
        }
        for (index, one) in branches.iter().enumerate() {
            for other in branches.iter().skip(index + 1) {
                types(context, one, other, findings);
                enums(context, one, other, findings);
            }
        }
        nullability(context, &branches, findings);
    }
}

/// The branches have no type in common, or properties that do not.
fn types(context: &Context<'_>, one: &Pointer, other: &Pointer, findings: &mut Findings) {
    if let Some((found, given)) = different(context, one, other) {
        let message = format!("the branch has the type {given}, and another branch has {found}");
        findings.add(Rule::AllOfConflict, other, message);
        return;
    }
    let first = context.properties(one);
    for (name, location) in context.properties(other) {
        let Some(earlier) = first.get(name).filter(|earlier| **earlier != location) else {
            continue;
        };
        if let Some((found, given)) = different(context, earlier, &location) {
            let message = format!("`{name}` has the type {given}, and in another branch {found}");
            findings.add(Rule::AllOfConflict, other, message);
        }
    }
}

/// The types of two schemas that have none in common. An integer is a number.
fn different(context: &Context<'_>, one: &Pointer, other: &Pointer) -> Option<(String, String)> {
    let (one, other) = (context.types(one), context.types(other));
    let family = |name: &&str| if *name == "integer" { "number" } else { *name }.to_owned();
    let first: BTreeSet<String> = one.iter().map(family).collect();
    let second: BTreeSet<String> = other.iter().map(family).collect();
    let differ = !one.is_empty() && !other.is_empty() && first.is_disjoint(&second);
    differ.then(|| (one.join(" or "), other.join(" or ")))
}

fn enums(context: &Context<'_>, one: &Pointer, other: &Pointer, findings: &mut Findings) {
    let values = |at: &Pointer| {
        let parts = context.parts(at).into_iter();
        parts
            .filter_map(|(_, value)| value.get("enum")?.as_array())
            .next()
    };
    if let (Some(first), Some(second)) = (values(one), values(other))
        && !first.iter().any(|value| second.contains(value))
    {
        let message = "the enum has no value in common with that of another branch";
        findings.add(Rule::AllOfConflict, other, message);
    }
}

/// Null must be valid by all branches, so a nullable branch beside one that is not has no effect.
fn nullability(context: &Context<'_>, branches: &[Pointer], findings: &mut Findings) {
    let says = |value: &Value| {
        value.get("nullable") == Some(&Value::Bool(true)) || own_types(value).contains(&"null")
    };
    let strict = branches.iter().any(|branch| !context.allows_null(branch));
    for branch in branches {
        let value = branch.get(context.root).unwrap_or(&Value::Null);
        if says(value) && strict {
            let message = "the branch is nullable, and another one is not, so null is not valid";
            findings.add(Rule::AllOfConflict, branch, message);
        }
    }
}
