//! Component schemas that no operation and no event uses. The SDK has no types for them.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::comparison::{Comparison, View};
use super::finding::Finding;
use super::kinds::Kind;
use crate::openapi::reference;
use crate::pointer::Pointer;

impl Comparison<'_> {
    pub(super) fn unused_schemas(&mut self) {
        let (old, new) = (unused(&self.old), unused(&self.new));
        let (all_old, all_new) = (schemas(self.old.document), schemas(self.new.document));
        for name in old.iter().filter(|name| !all_new.contains(*name)) {
            let message = format!("the schema `{name}`, which no operation uses, is removed");
            let finding = Finding::new(Kind::UnusedSchemaRemoved, None, name, message);
            self.push(finding.old(&location(name)));
        }
        for name in new.iter().filter(|name| !all_old.contains(*name)) {
            let message = format!("the schema `{name}`, which no operation uses, is added");
            let finding = Finding::new(Kind::UnusedSchemaAdded, None, name, message);
            self.push(finding.new_at(&location(name)));
        }
    }
}

fn location(name: &str) -> Pointer {
    Pointer::from_tokens(["components", "schemas", name])
}

fn schemas(document: &Value) -> BTreeSet<String> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object);
    schemas.map_or_else(BTreeSet::new, |schemas| schemas.keys().cloned().collect())
}

/// The component schemas to which nothing refers and which are no types of the SDK.
fn unused(view: &View<'_>) -> BTreeSet<String> {
    let mut used = HashSet::new();
    references(view.document, &mut used);
    let types = view.api.types.values();
    let types = types.flat_map(|def| {
        let component = def.id.0.tokens().into_iter().nth(2);
        component.into_iter().chain(def.also_called.iter().cloned())
    });
    used.extend(types);
    let mut schemas = schemas(view.document);
    schemas.retain(|name| !used.contains(name));
    schemas
}

/// The names of the component schemas that references lead to or into.
fn references(value: &Value, names: &mut HashSet<String>) {
    let target = reference(value).and_then(|text| text.strip_prefix("#/components/schemas/"));
    if let Some(target) = target {
        let target = Pointer::parse_fragment(&format!("/{target}")).ok();
        names.extend(target.and_then(|target| target.tokens().into_iter().next()));
    }
    match value {
        Value::Object(object) => object.values().for_each(|value| references(value, names)),
        Value::Array(items) => items.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}
