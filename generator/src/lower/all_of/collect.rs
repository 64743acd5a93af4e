//! Schemas to [`Constraints`]. Those of a component are determined once.

use std::collections::BTreeSet;
use std::mem;
use std::rc::Rc;

use openapiv3::{AdditionalProperties, Schema};
use serde_json::Value;

use super::constraints::{Constraints, Part, Parts, Union};
use super::type_set::TypeSet;
use crate::diagnostics::Code;
use crate::extensions::{TEXT_DATE_TIME, TYPES};
use crate::ir::{Docs, TypeId};
use crate::lower::Lower;
use crate::lower::scalar_union::ScalarArms;
use crate::lower::schema::component_id;
use crate::lower::view::{Branches, SchemaRef, View, flag, location};
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
    pub(in crate::lower) fn part(&mut self, part: &Part<'a>) -> Rc<Constraints<'a>> {
        self.branch(part.schema, &part.id, &part.at)
    }

    fn component_constraints(&mut self, reference: &str, at: &Pointer) -> Rc<Constraints<'a>> {
        let Some((key, schema)) = self.component_schema(reference) else {
            return Rc::default();
        };
        self.constraints_of(&key, schema, at)
    }

    /// What the schema of the component with this key says. `at` includes it.
    pub(in crate::lower) fn constraints_of(
        &mut self,
        key: &str,
        schema: &'a Schema,
        at: &Pointer,
    ) -> Rc<Constraints<'a>> {
        match self.constraints.get(key) {
            Some(Some(known)) => return Rc::clone(known),
            Some(None) => {
                let message = "`allOf` includes the object itself";
                self.reporter.report(Code::AllofCircular, at, message);
                return Rc::default();
            }
            None => {}
        }
        self.constraints.insert(key.to_owned(), None);
        let id = component_id(key);
        let mut constraints = self.constraints(schema, &id);
        // A union has no properties that a caller could recognize.
        if constraints.unions.is_empty() && !self.is_base(key) {
            constraints.bases.insert(id);
        }
        let constraints = Rc::new(constraints);
        self.constraints
            .insert(key.to_owned(), Some(Rc::clone(&constraints)));
        constraints
    }

    /// The constraints of a schema: its branches, then its own keywords.
    pub(in crate::lower) fn constraints(
        &mut self,
        schema: &'a Schema,
        owner: &TypeId,
    ) -> Constraints<'a> {
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
                if self.lists_subtypes(*branch) {
                    // A subtype is one of the alternatives of its base.
                    all.narrow(&constraints.without_unions().0, owner, &at);
                } else {
                    all.narrow(&constraints, owner, &at);
                }
            }
        }
        let own = self.own(&view, schema, owner, &at);
        let inner = mem::take(&mut all.discriminators);
        all.narrow(&own, owner, &at);
        all.discriminators.extend(inner);
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
        let scalars = self.scalar_arms(view);
        let unions = match &scalars {
            Some(_) => Vec::new(),
            None => unions_of(view, owner, at),
        };
        let listed: Vec<(Value, Docs)> = scalars.iter().flat_map(ScalarArms::values).collect();
        let values = if view.values.is_empty() {
            listed.iter().map(|(value, _)| value.clone()).collect()
        } else {
            view.values.clone()
        };
        Constraints {
            format: view.format.clone(),
            values: (!values.is_empty()).then_some(values),
            value_docs: listed,
            unions,
            discriminators: schema.schema_data.discriminator.iter().collect(),
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
        } else {
            None
        };
        if let Some(ty) = implied {
            return TypeSet::of(ty).unwrap_or(TypeSet::ALL);
        }
        let scalars = self.scalar_arms(view);
        scalars.map_or(TypeSet::ALL, |arms| {
            let names = arms.type_names().filter_map(TypeSet::of);
            names.fold(TypeSet::NONE, TypeSet::or)
        })
    }

    /// Whether two schemas constrain values in the same way.
    pub(in crate::lower) fn same(
        &mut self,
        one: &Constraints<'a>,
        other: &Constraints<'a>,
    ) -> bool {
        let values = |constraints: &Constraints<'a>| {
            let values = constraints.values.iter().flatten();
            let mut texts: Vec<String> = values.map(Value::to_string).collect();
            texts.sort();
            texts
        };
        let unions = |constraints: &Constraints<'a>| {
            let ids = constraints.unions.iter().map(|union| union.id.clone());
            ids.collect::<BTreeSet<TypeId>>()
        };
        one.types == other.types
            && one.format == other.format
            && one.is_closed == other.is_closed
            && one.is_text_date_time == other.is_text_date_time
            && one.required == other.required
            && one.contradiction.is_some() == other.contradiction.is_some()
            && unions(one) == unions(other)
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

impl<'a> Constraints<'a> {
    /// A schema for each type.
    pub(in crate::lower) fn by_type(view: &View<'a>, owner: &TypeId, at: &Pointer) -> Self {
        let union = Branches {
            keyword: "type",
            schemas: view.by_type.clone(),
            // One type alone is not all that the schema allows.
            is_open: view.by_type.len() == 1,
        };
        Self {
            unions: vec![union_of(&union, owner, at)],
            ..Self::default()
        }
    }
}

/// The unions of a schema.
fn unions_of<'a>(view: &View<'a>, owner: &TypeId, at: &Pointer) -> Vec<Union<'a>> {
    let unions = view.unions.iter();
    unions.map(|union| union_of(union, owner, at)).collect()
}

fn union_of<'a>(union: &Branches<'a>, owner: &TypeId, at: &Pointer) -> Union<'a> {
    let at = at.child(union.keyword);
    let arms = union.schemas.iter().zip(0..);
    let arm = |(schema, index): (&SchemaRef<'a>, usize)| {
        Part::new(*schema, owner, at.child(index.to_string()))
    };
    Union {
        arms: arms.map(arm).collect(),
        is_open: union.is_open,
        id: TypeId(at),
    }
}
