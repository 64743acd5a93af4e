//! Keywords that do not exist, keywords of another version, and the names of components.

use std::collections::BTreeMap;

use serde_json::Value;

use super::context::Context;
use super::{Findings, Rule};
use crate::extensions::is_extension;
use crate::openapi::{Kind, keyword};
use crate::pointer::Pointer;

/// Keywords of schemas that 3.1 added.
const SCHEMA_3_1: [&str; 15] = [
    "const",
    "examples",
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "contains",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "$defs",
];

/// Keywords of other objects that 3.1 or 3.2 added, with the number of the version.
const ADDED: [(Kind, &str, u32); 8] = [
    (Kind::OpenApi, "webhooks", 1),
    (Kind::OpenApi, "jsonSchemaDialect", 1),
    (Kind::Components, "pathItems", 1),
    (Kind::Components, "mediaTypes", 2),
    (Kind::PathItem, "query", 2),
    (Kind::PathItem, "additionalOperations", 2),
    (Kind::MediaType, "itemSchema", 2),
    (Kind::OpenApi, "$self", 2),
];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for node in &context.nodes {
        let Some(object) = node.value.as_object() else {
            continue;
        };
        for (name, value) in object {
            let at = node.at.child(name);
            if node.kind.has_free_names() || is_extension(name) || name == "$ref" {
                continue;
            }
            if keyword(node.kind, name).is_none() {
                let message = format!("{} has no keyword `{name}`", node.kind.with_article());
                findings.add(Rule::UnknownKeyword, &at, message);
            } else if let Some(version) = other_version(context.minor, node.kind, name, value) {
                let declared = format!("3.{}", context.minor);
                let message =
                    format!("`{name}` {version}, and the document declares OpenAPI {declared}");
                findings.add(Rule::MixedDialect, &at, message);
            }
        }
    }
    component_names(context, findings);
}

/// Why a keyword does not belong to the declared version.
fn other_version(minor: u32, kind: Kind, name: &str, value: &Value) -> Option<String> {
    let added = ADDED.iter().find(|one| (one.0, one.1) == (kind, name));
    if let Some((_, _, since)) = added.filter(|(_, _, since)| *since > minor) {
        return Some(format!("was added by OpenAPI 3.{since}"));
    }
    if kind != Kind::Schema {
        return None;
    }
    let limits = ["exclusiveMinimum", "exclusiveMaximum"];
    let is_3_1 = SCHEMA_3_1.contains(&name)
        || (name == "type" && (value.is_array() || value == "null"))
        || (limits.contains(&name) && value.is_number());
    let is_3_0 = name == "nullable" || (limits.contains(&name) && value.is_boolean());
    if is_3_1 && minor == 0 {
        let what = if name == "type" {
            "with several types or `null` "
        } else {
            ""
        };
        return Some(format!("{what}was added by OpenAPI 3.1"));
    }
    (is_3_0 && minor > 0).then(|| "was removed by OpenAPI 3.1".to_owned())
}

fn component_names(context: &Context<'_>, findings: &mut Findings) {
    let components = Pointer::from_tokens(["components"]);
    let sections = components.get(context.root).and_then(Value::as_object);
    for (section, members) in sections.into_iter().flatten() {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for name in members.as_object().into_iter().flat_map(|all| all.keys()) {
            let at = components.child(section).child(name);
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            if name.is_empty() || !name.chars().all(is_allowed) {
                let message = format!(
                    "the name `{name}` has characters other than letters, digits, `.`, `_` and `-`"
                );
                findings.add(Rule::ComponentName, &at, message);
            }
            let letters = name.chars().filter(|c| c.is_alphanumeric());
            let folded: String = letters.flat_map(char::to_lowercase).collect();
            if let Some(other) = known.insert(folded, name) {
                let message =
                    format!("the names `{other}` and `{name}` differ only in case or separators");
                findings.add(Rule::ComponentName, &at, message);
            }
        }
    }
}
