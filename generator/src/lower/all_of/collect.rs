//! Schemas to [`Constraints`]. Those of a component are determined once.

use std::rc::Rc;

use openapiv3::{AdditionalProperties, Schema};
use serde_json::Value;

use super::constraints::{Constraints, Part, Parts};
use super::type_set::TypeSet;
use crate::diagnostics::Code;
use crate::extensions::{TEXT_DATE_TIME, TYPES};
use crate::ir::TypeId;
use crate::lower::Lower;
use crate::lower::schema::{component_id, constrains_only};
use crate::lower::view::{SchemaRef, View, flag, location};
use crate::pointer::Pointer;
use crate::work;

impl<'a> Lower<'a> {
    /// The constraints of the branch of an `allOf` at `at`.
    pub(super) fn branch(
        &mut self,
        branch: SchemaRef<'a>,
        owner: &TypeId,
        at: &Pointer,
    ) -> Rc<Constraints<'a>> {
        match branch {
            SchemaRef::Item(schema) => Rc::new(self.constraints(schema, owner)),
            SchemaRef::Reference(reference) => self.component_constraints(reference, at),
        }
    }

    /// The constraints of a schema that a property, item or value must match.
    pub(super) fn part(&mut self, part: &Part<'a>) -> Rc<Constraints<'a>> {
        self.branch(part.schema, &part.id, &part.at)
    }

    fn component_constraints(&mut self, reference: &str, at: &Pointer) -> Rc<Constraints<'a>> {
        let Some((key, schema)) = self.component_schema(reference) else {
            return Rc::default();
        };
        match self.constraints.get(&key) {
            Some(Some(known)) => return Rc::clone(known),
            Some(None) => {
                let message = "`allOf` includes the object itself";
                self.reporter.report(Code::AllofCircular, at, message);
                return Rc::default();
            }
            None => {}
        }
        self.constraints.insert(key.clone(), None);
        let id = component_id(&key);
        let mut constraints = self.constraints(schema, &id);
        constraints.bases.insert(id);
        let constraints = Rc::new(constraints);
        self.constraints.insert(key, Some(Rc::clone(&constraints)));
        constraints
    }

    /// The constraints of a schema: its branches, then its own keywords.
    pub(super) fn constraints(&mut self, schema: &'a Schema, owner: &TypeId) -> Constraints<'a> {
        work::count();
        let view = View::of(schema);
        let at = location(schema);
        let mut all = Constraints {
            typed_at: at.clone(),
            ..Constraints::default()
        };
        for (index, branch) in view.all_of.iter().enumerate() {
            if !self.is_annotation(*branch) {
                let at = at.child("allOf").child(index.to_string());
                let constraints = self.branch(*branch, owner, &at);
                all.narrow(&constraints, owner, &at);
            }
        }
        let own = self.own(&view, schema, owner, &at);
        all.narrow(&own, owner, &at);
        all
    }

    /// The constraints of the keywords of a schema, `allOf` apart.
    fn own(
        &mut self,
        view: &View<'a>,
        schema: &'a Schema,
        owner: &TypeId,
        at: &Pointer,
    ) -> Constraints<'a> {
        let property = |&(name, schema): &(&'a str, SchemaRef<'a>)| {
            let at = at.child("properties").child(name);
            (name, Parts::one(Part::new(schema, owner, at)))
        };
        let part = |schema, keyword| Parts::one(Part::new(schema, owner, at.child(keyword)));
        let typed = Constraints {
            types: self.types_of(view, schema, at),
            typed_at: at.clone(),
            valued_at: at.clone(),
            ..Constraints::default()
        };
        if view.one_of.len() > 1 && !constrains_only(&view.one_of) {
            let union = Part::new(SchemaRef::Item(schema), owner, at.clone());
            return Constraints {
                union: Some(union),
                ..typed
            };
        }
        Constraints {
            format: view.format.clone(),
            values: (!view.values.is_empty()).then(|| view.values.clone()),
            properties: view.properties.iter().map(property).collect(),
            required: view.required.iter().map(String::as_str).collect(),
            additional: match view.additional {
                Some(AdditionalProperties::Schema(schema)) => {
                    Some(part(schema.as_ref().into(), "additionalProperties"))
                }
                _ => None,
            },
            is_closed: matches!(view.additional, Some(AdditionalProperties::Any(false))),
            items: view.items.map(|items| part(items, "items")),
            is_text_date_time: flag(&schema.schema_data.extensions, TEXT_DATE_TIME),
            ..typed
        }
    }

    /// The types that the keywords of a schema allow. `properties` or `items` without a type mean
    /// an object or an array.
    fn types_of(&mut self, view: &View<'a>, schema: &Schema, at: &Pointer) -> TypeSet {
        if let Some(name) = view.ty {
            return TypeSet::of(name).unwrap_or_else(|| {
                self.unknown_type(name, at);
                TypeSet::ALL
            });
        }
        let listed = schema.schema_data.extensions.get(TYPES);
        if let Some(Value::Array(names)) = listed {
            let names = names.iter().filter_map(Value::as_str);
            return names
                .filter_map(TypeSet::of)
                .fold(TypeSet::NONE, |all, one| all.or(one));
        }
        if !view.values.is_empty() {
            let types = view.values.iter().map(TypeSet::of_value);
            return types.fold(TypeSet::NONE, TypeSet::or);
        }
        let has_properties = !view.properties.is_empty() || view.additional.is_some();
        let implied = if has_properties {
            Some("object")
        } else if view.items.is_some() {
            Some("array")
        } else if self.is_union_of_strings(view) {
            Some("string")
        } else {
            None
        };
        implied.and_then(TypeSet::of).unwrap_or(TypeSet::ALL)
    }

    /// Whether two schemas constrain values in the same way.
    pub(super) fn same(&mut self, one: &Constraints<'a>, other: &Constraints<'a>) -> bool {
        let values = |constraints: &Constraints<'a>| {
            let values = constraints.values.iter().flatten();
            let mut texts: Vec<String> = values.map(Value::to_string).collect();
            texts.sort();
            texts
        };
        let union = |constraints: &Constraints<'a>| {
            constraints.union.as_ref().map(|union| union.id.clone())
        };
        one.types == other.types
            && one.format == other.format
            && one.is_closed == other.is_closed
            && one.is_text_date_time == other.is_text_date_time
            && one.required == other.required
            && one.mixed_union.is_some() == other.mixed_union.is_some()
            && one.contradiction.is_some() == other.contradiction.is_some()
            && union(one) == union(other)
            && values(one) == values(other)
            && self.same_parts(one.items.as_ref(), other.items.as_ref())
            && self.same_parts(one.additional.as_ref(), other.additional.as_ref())
            && one.properties.len() == other.properties.len()
            && one
                .properties
                .iter()
                .all(|(name, parts)| self.same_parts(Some(parts), other.properties.get(name)))
    }

    fn same_parts(&mut self, one: Option<&Parts<'a>>, other: Option<&Parts<'a>>) -> bool {
        let (Some(one), Some(other)) = (one, other) else {
            return one.is_none() && other.is_none();
        };
        let mut covers = |one: &Parts<'a>, other: &Parts<'a>| {
            let mut all = one.all.iter();
            all.all(|one| other.all.iter().any(|other| self.same_part(one, other)))
        };
        covers(one, other) && covers(other, one)
    }

    fn same_part(&mut self, one: &Part<'a>, other: &Part<'a>) -> bool {
        let is_inline = |part: &Part<'a>| matches!(part.schema, SchemaRef::Item(_));
        if one.id == other.id {
            return true;
        }
        if !is_inline(one)
            || !is_inline(other)
            || one.schema.is_nullable() != other.schema.is_nullable()
        {
            return false;
        }
        let (one, other) = (self.part(one), self.part(other));
        self.same(&one, &other)
    }
}
