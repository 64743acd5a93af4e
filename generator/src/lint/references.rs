//! References, and what they reach.

use super::context::Context;
use super::{Findings, Rule};
use crate::extensions::is_extension;
use crate::files;
use crate::openapi::{Kind, Used, reference};
use crate::pointer::Pointer;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (at, text, why) in &context.unresolved {
        // What refers to a file that cannot be read has been reported.
        if text.starts_with('#') {
            let message = format!("the reference `{}` {why}", files::original(text));
            findings.add(Rule::UnresolvedRef, &at.child("$ref"), message);
        }
    }
    for node in &context.nodes {
        siblings(context, node.kind, &node.at, findings);
    }
    unreachable(context, findings);
}

fn siblings(context: &Context<'_>, kind: Kind, at: &Pointer, findings: &mut Findings) {
    let Some(object) = at.get(context.root).and_then(|value| value.as_object()) else {
        return;
    };
    if !object.contains_key("$ref") || reference(&object.clone().into()).is_none() {
        return;
    }
    let has_effect = |name: &str| match kind {
        // The fields of a path item are merged.
        Kind::PathItem => true,
        Kind::Schema => context.minor >= 1,
        _ => context.minor >= 1 && ["summary", "description"].contains(&name),
    };
    let without: Vec<_> = object
        .keys()
        .filter(|name| *name != "$ref" && !is_extension(name) && !has_effect(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !without.is_empty() {
        let message = format!("{} beside `$ref` has no effect", without.join(", "));
        findings.add(Rule::RefSiblings, at, message);
    }
}

fn unreachable(context: &Context<'_>, findings: &mut Findings) {
    let used = Used::of(context.root);
    let schemas = Pointer::from_tokens(["components", "schemas"]);
    let names = schemas
        .get(context.root)
        .and_then(|value| value.as_object());
    for name in names.into_iter().flat_map(|names| names.keys()) {
        let at = schemas.child(name);
        if !used.contains(&at) {
            let message = format!("the schema `{name}` is not used");
            findings.add(Rule::UnreachableSchema, &at, message);
        }
    }
}
