//! Extensions and tags of operations, and extensions of properties and parameters: what tools read.

use serde_json::{Map, Value};

use super::comparison::Comparison;
use super::finding::Finding;
use super::keywords::target;
use super::kinds::Kind;
use super::operations::{key, title};
use crate::extensions::is_extension;
use crate::ir::{Operation, TypeKind};
use crate::pointer::Pointer;

impl Comparison<'_> {
    pub(super) fn extensions(&mut self) {
        let (old_api, new_api) = (self.old.api, self.new.api);
        for old in old_api.operations() {
            let mut others = new_api.operations();
            if let Some(new) = others.find(|other| key(other) == key(old)) {
                self.of_operation(old, new);
            }
        }
        for (old, new) in self.pairs.clone() {
            let (Some(old), Some(new)) = (self.old.def(&old), self.new.def(&new)) else {
                continue;
            };
            let name = self.old.surface.type_name(&old.id);
            self.extensions_at(&name, &old.at, &new.at);
            let (TypeKind::Struct { fields, .. }, TypeKind::Struct { fields: others, .. }) =
                (&old.kind, &new.kind)
            else {
                continue;
            };
            for field in fields {
                if let Some(other) = others.iter().find(|other| other.wire == field.wire) {
                    let subject = format!("{name}.{}", field.wire);
                    self.extensions_at(&subject, &field.at, &other.at);
                }
            }
        }
    }

    fn of_operation(&mut self, old: &Operation, new: &Operation) {
        let subject = title(old);
        self.extensions_at(&subject, &old.at, &new.at);
        for param in &old.params {
            let mut others = new.params.iter();
            let same = |other: &&crate::ir::Param| {
                other.location == param.location && other.wire == param.wire
            };
            if let Some(other) = others.find(same) {
                let subject = format!("{subject} parameter {}", param.wire);
                self.extensions_at(&subject, &param.at, &other.at);
            }
        }
        let tags = |root: &Value, at: &Pointer| -> Vec<String> {
            let tags = target(root, at).and_then(|found| found.get("tags"));
            let tags = tags.and_then(Value::as_array).into_iter().flatten();
            let mut tags: Vec<String> = tags.filter_map(Value::as_str).map(str::to_owned).collect();
            tags.sort();
            tags
        };
        let (before, after) = (
            tags(self.old.document, &old.at),
            tags(self.new.document, &new.at),
        );
        if before != after {
            let message = format!(
                "the tags were {}, and are now {}",
                shown(&before),
                shown(&after)
            );
            let finding = Finding::new(Kind::TagsChanged, None, subject, message);
            self.push(finding.between(&old.at, &new.at));
        }
    }

    fn extensions_at(&mut self, subject: &str, old: &Pointer, new: &Pointer) {
        let empty = Map::new();
        let object = |root, at: &Pointer| at.get(root).and_then(Value::as_object);
        let before = object(self.old.document, old).unwrap_or(&empty);
        let after = object(self.new.document, new).unwrap_or(&empty);
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.retain(|name| is_extension(name));
        names.sort_unstable();
        names.dedup();
        for name in names {
            if before.get(name) != after.get(name) {
                let verb = match (before.get(name), after.get(name)) {
                    (None, _) => "added",
                    (_, None) => "removed",
                    _ => "changed",
                };
                let message = format!("the extension `{name}` is {verb}");
                let finding = Finding::new(Kind::ExtensionChanged, None, subject, message)
                    .detail(name)
                    .between(old, new);
                self.push(finding);
            }
        }
    }
}

fn shown(tags: &[String]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("`{tag}`")).collect();
    if tags.is_empty() {
        "none".to_owned()
    } else {
        tags.join(", ")
    }
}
