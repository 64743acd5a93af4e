//! Types: which old type is which new one, and which are added, removed or renamed.

use std::collections::BTreeMap;

use super::comparison::{Comparison, direction};
use super::docs;
use super::finding::{Direction, Finding, Level};
use super::kinds::Kind;
use crate::ir::{EnumValue, TypeDef, TypeId, TypeKind};

impl Comparison<'_> {
    /// Pairs the types with the same Rust name, which is what a program uses. Of the others, those
    /// with the same location are the same type.
    pub(super) fn pair_types(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let named = |id| (self.new.surface.type_name(id), id);
        let by_name: BTreeMap<String, &TypeId> = new.types.keys().map(named).collect();
        for id in old.types.keys() {
            if let Some(same) = by_name.get(&self.old.surface.type_name(id)) {
                self.pair(id, same);
            }
        }
        for id in old.types.keys() {
            let is_free = !self.pairs.contains_key(id) && !self.paired.contains(id);
            let same = is_free.then(|| new.types.get(id)).flatten();
            let def = self.old.def(id);
            let is_same =
                |other| !has_index(id) || def.is_some_and(|def| has_same_shape(def, other));
            if same.is_some_and(is_same) {
                self.pair(id, id);
            }
        }
    }

    /// Records that two types are the same, to be compared later.
    pub(super) fn pair(&mut self, old: &TypeId, new: &TypeId) {
        self.pairs.insert(old.clone(), new.clone());
        self.paired.insert(new.clone());
        self.queue.push_back((old.clone(), new.clone()));
    }

    /// Compares the types. A comparison can find further pairs.
    pub(super) fn types(&mut self) {
        while let Some((old, new)) = self.queue.pop_front() {
            let Some(def) = self.old.def(&old) else {
                continue;
            };
            self.type_name(&old, &new);
            self.compare_types(&old, &new, direction(def.usage));
        }
        let (old, new) = (self.old.api, self.new.api);
        for def in old.types.values() {
            if !self.pairs.contains_key(&def.id) {
                self.removed_type(def);
            }
        }
        for def in new.types.values() {
            if !self.paired.contains(&def.id) {
                let name = self.new.surface.type_name(&def.id);
                let message = format!("the type `{name}` is added");
                let finding = Finding::new(Kind::SchemaAdded, None, &name, message)
                    .new_at(&def.at)
                    .rust(format!("models::{name}"));
                self.push(finding);
            }
        }
    }

    fn removed_type(&mut self, def: &TypeDef) {
        let name = self.old.surface.type_name(&def.id);
        let message = format!("the type `{name}` is removed");
        let migration = format!("delete the uses of `models::{name}`");
        let finding = Finding::new(Kind::SchemaRemoved, None, &name, message)
            .old(&def.at)
            .rust(format!("models::{name}"))
            .instead(migration);
        self.push(finding);
    }

    /// Reports another name: of another schema, or of the same one because of what steers names.
    fn type_name(&mut self, old: &TypeId, new: &TypeId) {
        let (old_name, new_name) = (
            self.old.surface.type_name(old),
            self.new.surface.type_name(new),
        );
        if old_name == new_name {
            return;
        }
        let kind = if old == new {
            Kind::TypeRenamed
        } else {
            Kind::SchemaRenamed
        };
        let message = format!("the type `{old_name}` is now `{new_name}`");
        let path = format!("models::{old_name}");
        let mut migration = format!("write `models::{new_name}` in place of `{path}`");
        let mut finding = Finding::new(kind, None, &old_name, message).between(&old.0, &new.0);
        if let Some(remainder) = self.new.surface.remainder(&path, "") {
            migration.push_str(&remainder);
            finding = finding.source(Level::Additive);
        }
        self.push(finding.rust(path).instead(migration));
    }

    /// Reports the differences of two types whose values have a direction.
    pub(super) fn compare_types(&mut self, old: &TypeId, new: &TypeId, direction: Direction) {
        let (Some(old), Some(new)) = (self.old.def(old), self.new.def(new)) else {
            return;
        };
        match (&old.kind, &new.kind) {
            (TypeKind::Struct { .. }, TypeKind::Struct { .. }) => {
                self.properties(old, new, direction);
            }
            (TypeKind::Enum { .. }, TypeKind::Enum { .. }) => self.enum_values(old, new, direction),
            (TypeKind::Union { .. }, TypeKind::Union { .. }) => self.union(old, new, direction),
            (_, TypeKind::Union { .. }) => {
                self.form(Kind::SchemaBecameUnion, old, new, direction);
            }
            (TypeKind::Union { .. }, _) => {
                self.form(Kind::UnionBecameSchema, old, new, direction);
            }
            _ => self.form(Kind::SchemaFormChanged, old, new, direction),
        }
        self.type_keywords(old, new, direction);
        self.type_deprecation(old, new);
        docs::of_type(self, old, new);
    }

    fn form(&mut self, kind: Kind, old: &TypeDef, new: &TypeDef, direction: Direction) {
        let name = self.old.surface.type_name(&old.id);
        let (before, after) = (form(&old.kind), form(&new.kind));
        let message = format!("`{name}` was {before}, and is now {after}");
        let migration = match &new.kind {
            TypeKind::Union { .. } => {
                format!(
                    "match on the variants of `models::{name}`, and build one with `models::{name}::from(..)`"
                )
            }
            _ => format!("use `models::{name}` as {after}"),
        };
        let finding = Finding::new(kind, Some(direction), &name, message)
            .between(&old.at, &new.at)
            .rust(format!("models::{name}"))
            .instead(migration);
        self.push(finding);
    }

    fn type_deprecation(&mut self, old: &TypeDef, new: &TypeDef) {
        let (kind, verb) = match (old.deprecated, new.deprecated) {
            (false, true) => (Kind::SchemaDeprecated, "deprecated"),
            (true, false) => (Kind::SchemaUndeprecated, "no longer deprecated"),
            _ => return,
        };
        let name = self.old.surface.type_name(&old.id);
        let finding = Finding::new(kind, None, &name, format!("`{name}` is {verb}"))
            .between(&old.at, &new.at)
            .rust(format!("models::{name}"));
        self.push(finding);
    }
}

/// Whether a location has an index, so that it depends on the order of the document.
fn has_index(id: &TypeId) -> bool {
    let tokens = id.0.tokens();
    tokens
        .iter()
        .any(|token| token.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether two types have the same form and properties or values with the same names.
fn has_same_shape(old: &TypeDef, new: &TypeDef) -> bool {
    let names = |def: &TypeDef| -> Vec<String> {
        let mut names: Vec<String> = match &def.kind {
            TypeKind::Struct { fields, .. } => {
                fields.iter().map(|field| field.wire.clone()).collect()
            }
            TypeKind::Enum { values } => values.iter().map(EnumValue::text).collect(),
            TypeKind::Union { variants, .. } => variants
                .iter()
                .map(|variant| variant.name.clone())
                .collect(),
            TypeKind::Alias(_) => Vec::new(),
        };
        names.sort_unstable();
        names
    };
    form(&old.kind) == form(&new.kind) && names(old) == names(new)
}

fn form(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct { .. } => "an object",
        TypeKind::Enum { .. } => "an enum",
        TypeKind::Union { .. } => "one of several types",
        TypeKind::Alias(_) => "an alias",
    }
}
