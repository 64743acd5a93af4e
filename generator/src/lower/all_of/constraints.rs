//! What the branches of an `allOf` say together about a value. [`Constraints::narrow`] adds what
//! another branch says.

use std::{mem, ptr};

use indexmap::{IndexMap, IndexSet};
use openapiv3::Discriminator;
use serde_json::Value;

use super::type_set::TypeSet;
use crate::ir::{Docs, TypeId};
use crate::lower::schema::{component_id, component_key};
use crate::lower::view::{SchemaRef, location};
use crate::pointer::Pointer;

/// A schema that a value, property or item must match.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Part<'a> {
    /// The schema.
    pub(in crate::lower) schema: SchemaRef<'a>,
    /// The identity of the schema: its location, or that of the component.
    pub(in crate::lower) id: TypeId,
    /// The type to which the inline types of the schema belong.
    pub(in crate::lower) owner: TypeId,
    /// Where the schema is, or the reference to it.
    pub(in crate::lower) at: Pointer,
}

impl<'a> Part<'a> {
    pub(in crate::lower) fn new(schema: SchemaRef<'a>, owner: &TypeId, at: Pointer) -> Self {
        let id = match schema {
            SchemaRef::Reference(reference) => {
                component_id(&component_key(reference).unwrap_or_default())
            }
            SchemaRef::Item(schema) => TypeId(location(schema)),
        };
        Self {
            schema,
            id,
            owner: owner.clone(),
            at,
        }
    }
}

/// The schemas that one value must match at the same time.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Parts<'a> {
    /// The schemas, without duplicates.
    pub(in crate::lower) all: Vec<Part<'a>>,
    /// The type whose `allOf` combines them.
    pub(in crate::lower) owner: TypeId,
}

impl<'a> Parts<'a> {
    pub(super) fn one(part: Part<'a>) -> Self {
        Self {
            owner: part.owner.clone(),
            all: vec![part],
        }
    }

    fn contains(&self, part: &Part<'a>) -> bool {
        self.all.iter().any(|known| known.id == part.id)
    }

    /// Adds the other parts. Unless one set contains the other, `owner` combines them.
    fn add(&mut self, other: &Self, owner: &TypeId) {
        if other.all.iter().all(|part| self.contains(part)) {
            return;
        }
        if self.all.iter().all(|part| other.contains(part)) {
            *self = other.clone();
            return;
        }
        for part in &other.all {
            if !self.contains(part) {
                self.all.push(part.clone());
            }
        }
        self.owner = owner.clone();
    }
}

/// Alternatives, of which a value matches one.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Union<'a> {
    /// The location of the alternatives.
    pub(in crate::lower) id: TypeId,
    /// The alternatives.
    pub(in crate::lower) arms: Vec<Part<'a>>,
    /// Whether other values are valid as well.
    pub(in crate::lower) is_open: bool,
}

/// Two branches that no value can match.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Contradiction {
    /// The later branch.
    pub(in crate::lower) at: Pointer,
    /// The types that it allows.
    pub(in crate::lower) found: TypeSet,
    /// The earlier branch.
    pub(in crate::lower) other: Pointer,
    /// The types that the earlier branch allows.
    pub(in crate::lower) expected: TypeSet,
}

/// What schemas say about a value.
#[derive(Debug, Clone, Default)]
pub(in crate::lower) struct Constraints<'a> {
    pub(in crate::lower) types: TypeSet,
    /// The branch that determined `types`.
    pub(in crate::lower) typed_at: Pointer,
    pub(in crate::lower) format: Option<String>,
    /// The values of an enum.
    pub(in crate::lower) values: Option<Vec<Value>>,
    /// The branch that determined `values`.
    pub(in crate::lower) valued_at: Pointer,
    pub(in crate::lower) properties: IndexMap<&'a str, Parts<'a>>,
    pub(in crate::lower) required: IndexSet<&'a str>,
    /// The schemas of properties with other names.
    pub(in crate::lower) additional: Option<Parts<'a>>,
    /// `additionalProperties: false`.
    pub(in crate::lower) is_closed: bool,
    pub(in crate::lower) items: Option<Parts<'a>>,
    /// Sets of alternatives. A value matches one of each.
    pub(in crate::lower) unions: Vec<Union<'a>>,
    /// The discriminators of the schemas, the one of the outermost schema first.
    pub(in crate::lower) discriminators: Vec<&'a Discriminator>,
    /// The docs of values that have a schema of their own.
    pub(in crate::lower) value_docs: Vec<(Value, Docs)>,
    /// A date-time that is kept as a string.
    pub(in crate::lower) is_text_date_time: bool,
    pub(in crate::lower) contradiction: Option<Contradiction>,
    /// Two branches whose enums have no value in common, the later one first.
    pub(in crate::lower) disjoint_values: Option<(Pointer, Pointer)>,
    /// The components that were merged. They do not constrain anything.
    pub(in crate::lower) bases: IndexSet<TypeId>,
}

impl<'a> Constraints<'a> {
    /// Whether there is nothing apart from types, formats and values.
    fn has_only_scalar_keywords(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_none()
            && !self.is_closed
            && self.items.is_none()
            && self.unions.is_empty()
    }

    /// Whether every value matches.
    pub(in crate::lower) fn is_empty(&self) -> bool {
        self.types == TypeSet::ALL
            && self.format.is_none()
            && self.values.is_none()
            && self.has_only_scalar_keywords()
            && !self.is_text_date_time
            && self.contradiction.is_none()
    }

    /// Adds what the branch at `at` says. `owner` is the type whose `allOf` has the branch.
    pub(in crate::lower) fn narrow(&mut self, branch: &Self, owner: &TypeId, at: &Pointer) {
        self.add_unions(branch);
        for (value, docs) in &branch.value_docs {
            if !self.value_docs.iter().any(|(known, _)| known == value) {
                self.value_docs.push((value.clone(), docs.clone()));
            }
        }
        self.narrow_types(branch, at);
        self.narrow_format(branch);
        self.narrow_values(branch, at);
        for (name, parts) in &branch.properties {
            match self.properties.get_mut(name) {
                Some(known) => known.add(parts, owner),
                None => {
                    self.properties.insert(name, parts.clone());
                }
            }
        }
        self.required.extend(&branch.required);
        add(&mut self.additional, branch.additional.as_ref(), owner);
        add(&mut self.items, branch.items.as_ref(), owner);
        self.is_closed |= branch.is_closed;
        self.is_text_date_time |= branch.is_text_date_time;
        self.bases.extend(branch.bases.iter().cloned());
    }

    fn narrow_types(&mut self, branch: &Self, at: &Pointer) {
        let both = self.types.and(branch.types);
        if self.contradiction.is_none() {
            self.contradiction.clone_from(&branch.contradiction);
        }
        if self.contradiction.is_some() {
            return;
        }
        if both == TypeSet::NONE {
            self.contradiction = Some(Contradiction {
                at: at.clone(),
                found: branch.types,
                other: self.typed_at.clone(),
                expected: self.types,
            });
        } else if both != self.types {
            self.typed_at = at.clone();
        }
        self.types = both;
    }

    /// The narrower of two formats of numbers. Two formats of strings leave a plain string.
    fn narrow_format(&mut self, branch: &Self) {
        const NUMBERS: [&str; 4] = ["int32", "int64", "float", "double"];
        let rank = |format: &str| NUMBERS.iter().position(|known| *known == format);
        self.format = match (self.format.take(), branch.format.clone()) {
            (None, format) | (format, None) => format,
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(one), Some(other)) => match (rank(&one), rank(&other)) {
                (Some(a), Some(b)) => Some(if a <= b { one } else { other }),
                _ => None,
            },
        };
        let is_fraction = matches!(self.format.as_deref(), Some("float" | "double"));
        if is_fraction && self.types.single() == Some("integer") {
            self.format = None;
        }
    }

    /// The values in both enums. If there are none, the later enum replaces the earlier one, which
    /// is what such documents mean by a constant that a subtype redefines.
    fn narrow_values(&mut self, branch: &Self, at: &Pointer) {
        if self.disjoint_values.is_none() {
            self.disjoint_values.clone_from(&branch.disjoint_values);
        }
        let Some(values) = &branch.values else { return };
        let known = self.values.take();
        let both = known
            .iter()
            .flatten()
            .filter(|value| values.contains(value));
        let both: Vec<Value> = both.cloned().collect();
        let is_disjoint = known.is_some() && both.is_empty();
        if is_disjoint {
            self.disjoint_values = Some((at.clone(), self.valued_at.clone()));
        }
        if known.as_ref().is_none_or(|known| *known != both) {
            self.valued_at = at.clone();
        }
        let is_new = both.is_empty();
        self.values = Some(if is_new { values.clone() } else { both });
    }

    /// Adds the unions and discriminators of a branch. Those of the schema itself, which come last,
    /// precede those of its branches.
    fn add_unions(&mut self, branch: &Self) {
        for union in &branch.unions {
            if !self.unions.iter().any(|known| known.id == union.id) {
                self.unions.push(union.clone());
            }
        }
        for found in &branch.discriminators {
            if !self
                .discriminators
                .iter()
                .any(|known| ptr::eq(*known, *found))
            {
                self.discriminators.push(found);
            }
        }
    }

    /// The values of an enum or a constant, if there is one.
    pub(in crate::lower) fn only_values(&self) -> Vec<Value> {
        let values = self.values.clone().filter(|_| self.contradiction.is_none());
        values.unwrap_or_default()
    }

    /// Whether there is nothing but a type: the schema of a union adds it to the alternatives.
    pub(in crate::lower) fn has_only_types(&self) -> bool {
        self.has_only_scalar_keywords() && self.values.is_none() && self.format.is_none()
    }

    /// Whether values are strings, enums included, without a format of their own.
    pub(in crate::lower) fn is_plain_string(&self) -> bool {
        self.types.single() == Some("string")
            && self.format.is_none()
            && !self.is_text_date_time
            && self.has_only_scalar_keywords()
    }

    /// Whether values are objects.
    pub(in crate::lower) fn is_object(&self) -> bool {
        self.types == TypeSet::OBJECT
    }

    /// The constraints without unions, and the unions.
    pub(in crate::lower) fn without_unions(&self) -> (Self, Vec<Union<'a>>) {
        let mut rest = self.clone();
        let unions = mem::take(&mut rest.unions);
        (rest, unions)
    }
}

fn add<'a>(known: &mut Option<Parts<'a>>, parts: Option<&Parts<'a>>, owner: &TypeId) {
    match (known, parts) {
        (_, None) => {}
        (Some(known), Some(parts)) => known.add(parts, owner),
        (known @ None, Some(parts)) => *known = Some(parts.clone()),
    }
}
