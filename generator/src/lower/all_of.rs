//! `allOf`: a value that matches several schemas at the same time.
//!
//! `collect` gathers what the branches say into one set of constraints, through references and
//! nested `allOf`, and this module makes a type of the set. Branches narrow each other: an object
//! has the properties of all branches, and a property that several branches describe has a type
//! that fits all of them. If one of the schemas says it all, its type is used. Branches that no
//! value can match become a free value, with a warning.

mod collect;
mod constraints;
mod type_set;

use std::mem;

use openapiv3::Schema;
use serde_json::Value;

use super::Lower;
use super::schema::{Shape, holder};
use super::view::{SchemaRef, View, docs as schema_docs};
use crate::diagnostics::Code;
use crate::ir::{Docs, Field, Hint, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

pub(super) use constraints::{Constraints, Part, Parts, Union};
use type_set::TypeSet;

/// The type that is made of constraints.
pub(super) struct Target<'t> {
    pub(super) id: &'t TypeId,
    pub(super) hint: &'t Hint,
    /// What it is the type of, for messages.
    pub(super) subject: &'t str,
}

impl<'a> Lower<'a> {
    /// The shape of a schema with `allOf` or a union.
    pub(super) fn all_of(
        &mut self,
        view: &View<'a>,
        schema: &'a Schema,
        id: &TypeId,
        hint: &Hint,
        at: &Pointer,
    ) -> Shape {
        let mut branches: Vec<Part<'a>> = Vec::new();
        for (index, branch) in view.all_of.iter().enumerate() {
            if !self.is_annotation(*branch) {
                let at = at.child("allOf").child(index.to_string());
                branches.push(Part::new(*branch, id, at));
            }
        }
        let is_component = matches!(hint, Hint::Component { .. });
        let is_subtype = is_component && self.is_subtype(&branches);
        let is_alone = branches.len() == 1 && !is_subtype;
        if is_alone && view.has_only_all_of() {
            return self.branch_shape(&branches, id, hint);
        }
        let outer = mem::take(&mut self.combined);
        let all = self.constraints(schema, id);
        self.report_disjoint_values(&all, "the schema");
        let keeps_name = is_component && !is_alone && all.types == TypeSet::OBJECT;
        let shape = match self.sufficient(&branches, &all).filter(|_| !keeps_name) {
            Some(part) => self.branch_shape(&[part], id, hint),
            None => {
                self.define_parts(view, &all);
                let subject = "the schema";
                self.merged(&all, &Target { id, hint, subject }, schema)
            }
        };
        self.combined = outer;
        shape
    }

    /// The shape of the only branch.
    fn branch_shape(&mut self, branches: &[Part<'a>], id: &TypeId, hint: &Hint) -> Shape {
        match branches.first().map(|branch| branch.schema) {
            Some(SchemaRef::Reference(reference)) => Shape::Ref(self.component(reference)),
            Some(SchemaRef::Item(schema)) => self.shape(schema, id, hint),
            None => Shape::Ref(TypeRef::Any),
        }
    }

    /// Defines the components among the branches and the types of the properties that only one
    /// schema describes, in the order of the document.
    fn define_parts(&mut self, view: &View<'a>, all: &Constraints<'a>) {
        for branch in &view.all_of {
            match *branch {
                // A base whose subtypes are known is a union. Its properties are merged.
                SchemaRef::Reference(reference) if self.is_hierarchy(reference) => {}
                SchemaRef::Reference(reference) => {
                    self.component(reference);
                }
                SchemaRef::Item(schema) => self.define_parts(&View::of(schema), all),
            }
        }
        for (name, _) in &view.properties {
            let parts = all.properties.get(name).map(|parts| parts.all.as_slice());
            if let Some([only]) = parts {
                let hint = Hint::Property {
                    owner: only.owner.clone(),
                    name: (*name).to_owned(),
                };
                self.type_of(only.schema, &hint);
            }
        }
    }

    /// The first part that constrains values as much as all of them together.
    pub(super) fn sufficient(
        &mut self,
        parts: &[Part<'a>],
        all: &Constraints<'a>,
    ) -> Option<Part<'a>> {
        if all.contradiction.is_some() {
            return None;
        }
        for part in parts {
            let constraints = self.part(part);
            if self.same(&constraints, all) {
                return Some(part.clone());
            }
        }
        None
    }

    /// The shape of a schema that no branch describes alone.
    fn merged(&mut self, all: &Constraints<'a>, target: &Target<'_>, schema: &'a Schema) -> Shape {
        // A part may contain the whole again before its type is defined.
        self.unfinished.insert(target.id.clone(), false);
        let shape = self.combination(all, target);
        let is_needed = self.unfinished.remove(target.id) == Some(true);
        if let (true, Shape::Ref(ty)) = (is_needed, &shape) {
            let kind = TypeKind::Alias(ty.clone());
            self.define(target.id, target.hint.clone(), schema, kind);
        }
        shape
    }

    /// The shape of combined constraints.
    pub(super) fn combination(&mut self, all: &Constraints<'a>, target: &Target<'_>) -> Shape {
        if self.reports_contradiction(all, target.subject) {
            return Shape::Ref(TypeRef::Any);
        }
        if !all.unions.is_empty() {
            return self.alternatives(all, target);
        }
        if all.is_text_date_time {
            return Shape::Ref(TypeRef::Scalar(Scalar::DateTime));
        }
        match all.types.single() {
            Some("object") => self.merged_object(all, target),
            Some("array") => {
                let item = all.items.as_ref();
                let item = item.map(|parts| self.parts_type(parts, target, "items"));
                Shape::Ref(TypeRef::List(Box::new(item.unwrap_or(TypeRef::Any))))
            }
            ty => {
                let view = View {
                    ty,
                    format: all.format.clone(),
                    values: all.values.clone().unwrap_or_default(),
                    value_docs: all.value_docs.clone(),
                    ..View::default()
                };
                self.scalar(&view, &all.typed_at)
            }
        }
    }

    /// Reports branches that no value can match, and whether their type is a free value.
    fn reports_contradiction(&mut self, all: &Constraints<'a>, subject: &str) -> bool {
        let Some(found) = &all.contradiction else {
            return false;
        };
        let message = format!(
            "`allOf` requires {} here and {} at {}, so {subject} is a free value",
            found.found, found.expected, found.other
        );
        self.reporter
            .report(Code::AllofConflict, &found.at, message);
        true
    }

    /// Reports enums without a common value.
    fn report_disjoint_values(&mut self, all: &Constraints<'a>, subject: &str) {
        if let Some((at, other)) = &all.disjoint_values {
            let message = format!(
                "`allOf` requires a value of this enum and of the enum at {other}, which have none in common; {subject} has the values of this one"
            );
            self.reporter.report(Code::AllofConflict, at, message);
        }
    }

    fn merged_object(&mut self, all: &Constraints<'a>, target: &Target<'_>) -> Shape {
        let additional = all.additional.as_ref();
        let additional =
            additional.map(|parts| self.parts_type(parts, target, "additionalProperties"));
        if all.properties.is_empty() && !all.is_closed {
            return Shape::Ref(TypeRef::Map(Box::new(additional.unwrap_or(TypeRef::Any))));
        }
        let mut fields = Vec::new();
        for (name, parts) in &all.properties {
            let is_required = all.required.contains(name);
            fields.extend(self.merged_field(name, parts, is_required));
        }
        let unknown = all.required.iter();
        let unknown = unknown.filter(|name| !all.properties.contains_key(*name));
        let holder = holder(additional.is_some(), all.is_closed);
        fields.extend(self.unknown_required(unknown.copied(), holder, &target.id.0));
        Shape::Kind(TypeKind::Struct {
            fields,
            additional,
            bases: all.bases.iter().cloned().collect(),
        })
    }

    /// A property with the annotations of all of its schemas, the last one first.
    fn merged_field(&mut self, name: &str, parts: &Parts<'a>, required: bool) -> Option<Field> {
        let last = parts.all.last()?;
        let hint = Hint::Property {
            owner: parts.owner.clone(),
            name: name.to_owned(),
        };
        let ty = match parts.all.as_slice() {
            [only] => self.type_of(only.schema, &hint),
            _ => {
                let id = ["allOf", "properties", name];
                let id = id
                    .iter()
                    .fold(parts.owner.0.clone(), |id, token| id.child(token));
                let subject = format!("the property `{name}`");
                self.combined_type(parts, &TypeId(id), &hint, &subject)
            }
        };
        let schemas: Vec<SchemaRef<'a>> = parts.all.iter().rev().map(|part| part.schema).collect();
        let nullable = self.is_nullable(parts);
        let mut field = self.field_of(name, ty, &schemas, (required, nullable), last.at.clone());
        if required && !nullable {
            field.constant = self.constant(parts);
        }
        Some(field)
    }

    /// The values of an enum or a constant that all of the schemas allow.
    pub(super) fn values_of(&mut self, parts: &Parts<'a>) -> Option<Vec<Value>> {
        let mut all = Constraints::default();
        for part in &parts.all {
            let constraints = self.part(part);
            all.narrow(&constraints, &parts.owner, &part.at);
        }
        all.values.filter(|_| all.contradiction.is_none())
    }

    /// The only value that all of the schemas allow.
    fn constant(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let [value] = <[Value; 1]>::try_from(self.values_of(parts)?).ok()?;
        Some(value)
    }

    /// Whether the last schema that constrains the value allows null.
    fn is_nullable(&mut self, parts: &Parts<'a>) -> bool {
        let is_nullable = |part: &Part<'a>| part.schema.is_nullable();
        if let [only] = parts.all.as_slice() {
            return is_nullable(only);
        }
        for part in parts.all.iter().rev() {
            if !self.part(part).is_empty() {
                return is_nullable(part);
            }
        }
        parts.all.iter().any(is_nullable)
    }

    /// The type of the items of an array or of the values of a map, with null.
    fn parts_type(&mut self, parts: &Parts<'a>, target: &Target<'_>, keyword: &str) -> TypeRef {
        let hint = match keyword {
            "items" => target.hint.clone(),
            _ => Hint::Property {
                owner: parts.owner.clone(),
                name: "value".to_owned(),
            },
        };
        if let [only] = parts.all.as_slice() {
            return self.item_type(only.schema, &hint);
        }
        let id = TypeId(target.id.0.child("allOf").child(keyword));
        let subject = format!("`{keyword}`");
        let ty = self.combined_type(parts, &id, &hint, &subject);
        if self.is_nullable(parts) {
            TypeRef::Null(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type of a value that must match several schemas.
    fn combined_type(
        &mut self,
        parts: &Parts<'a>,
        id: &TypeId,
        hint: &Hint,
        subject: &str,
    ) -> TypeRef {
        let mut key: Vec<TypeId> = parts.all.iter().map(|part| part.id.clone()).collect();
        key.sort();
        if let Some(known) = self.combined.get(&key) {
            return known.clone();
        }
        let mut all = Constraints::default();
        let mut constraining = Vec::new();
        for part in &parts.all {
            let constraints = self.part(part);
            if !constraints.is_empty() {
                all.narrow(&constraints, id, &part.at);
                constraining.push(part.clone());
            }
        }
        if constraining.is_empty() {
            return TypeRef::Any;
        }
        self.report_disjoint_values(&all, subject);
        if let Some(part) = self.sufficient(&constraining, &all) {
            let hint = part_hint(hint, &part);
            return self.type_of(part.schema, &hint);
        }
        self.combined.insert(key, TypeRef::Named(id.clone()));
        for part in &constraining {
            if let SchemaRef::Reference(reference) = part.schema {
                self.component(reference);
            }
        }
        let kind = match self.combination(&all, &Target { id, hint, subject }) {
            Shape::Kind(kind) => kind,
            Shape::Ref(ty) => TypeKind::Alias(ty),
        };
        self.define_combined(id, hint, kind, parts);
        TypeRef::Named(id.clone())
    }

    /// Defines the type of a value that must match several schemas, with the docs of the last
    /// schema that has any.
    pub(super) fn define_combined(
        &mut self,
        id: &TypeId,
        hint: &Hint,
        kind: TypeKind,
        parts: &Parts<'a>,
    ) {
        let mut docs = Docs::default();
        let mut last = None;
        for part in parts.all.iter().rev() {
            let schema = match part.schema {
                SchemaRef::Item(schema) => schema,
                SchemaRef::Reference(reference) => match self.component_schema(reference) {
                    Some((_, schema)) => schema,
                    None => continue,
                },
            };
            let own = schema_docs(schema);
            docs.title = docs.title.or(own.title);
            docs.description = docs.description.or(own.description);
            last = last.or(Some((schema, part)));
        }
        let Some((schema, part)) = last else { return };
        self.define(id, hint.clone(), schema, kind);
        if let Some(def) = self.types.get_mut(id) {
            def.docs = docs;
            def.at = part.at.clone();
            if matches!(part.schema, SchemaRef::Reference(_)) {
                def.given_name = None;
            }
        }
    }
}

/// The hint of a type, if it belongs to the owner of a part.
fn part_hint(hint: &Hint, part: &Part<'_>) -> Hint {
    match hint {
        Hint::Property { name, .. } => Hint::Property {
            owner: part.owner.clone(),
            name: name.clone(),
        },
        other => other.clone(),
    }
}
