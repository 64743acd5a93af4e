//! What the branches of an `allOf` say together about a value. [`Constraints::narrow`] adds what
//! another branch says.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::type_set::TypeSet;
use crate::ir::TypeId;
use crate::lower::schema::{component_id, component_key};
use crate::lower::view::{SchemaRef, location};
use crate::pointer::Pointer;

/// A schema that a value, property or item must match.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// The schema.
    pub(super) schema: SchemaRef<'a>,
    /// The identity of the schema: its location, or that of the component.
    pub(super) id: TypeId,
    /// The type to which the inline types of the schema belong.
    pub(super) owner: TypeId,
    /// Where the schema is, or the reference to it.
    pub(super) at: Pointer,
}

impl<'a> Part<'a> {
    pub(super) fn new(schema: SchemaRef<'a>, owner: &TypeId, at: Pointer) -> Self {
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
pub(super) struct Parts<'a> {
    /// The schemas, without duplicates.
    pub(super) all: Vec<Part<'a>>,
    /// The type whose `allOf` combines them.
    pub(super) owner: TypeId,
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

/// Two branches that no value can match.
#[derive(Debug, Clone)]
pub(super) struct Contradiction {
    /// The later branch.
    pub(super) at: Pointer,
    /// The types that it allows.
    pub(super) found: TypeSet,
    /// The earlier branch.
    pub(super) other: Pointer,
    /// The types that the earlier branch allows.
    pub(super) expected: TypeSet,
}

/// What schemas say about a value.
#[derive(Debug, Clone, Default)]
pub(in crate::lower) struct Constraints<'a> {
    pub(super) types: TypeSet,
    /// The branch that determined `types`.
    pub(super) typed_at: Pointer,
    pub(super) format: Option<String>,
    /// The values of an enum.
    pub(super) values: Option<Vec<Value>>,
    /// The branch that determined `values`.
    pub(super) valued_at: Pointer,
    pub(super) properties: IndexMap<&'a str, Parts<'a>>,
    pub(super) required: IndexSet<&'a str>,
    /// The schemas of properties with other names.
    pub(super) additional: Option<Parts<'a>>,
    /// `additionalProperties: false`.
    pub(super) is_closed: bool,
    pub(super) items: Option<Parts<'a>>,
    /// A schema with several alternatives. It cannot be combined with other constraints.
    pub(super) union: Option<Part<'a>>,
    /// Where a union is combined with something else.
    pub(super) mixed_union: Option<Pointer>,
    /// A date-time that is kept as a string.
    pub(super) is_text_date_time: bool,
    pub(super) contradiction: Option<Contradiction>,
    /// Two branches whose enums have no value in common, the later one first.
    pub(super) disjoint_values: Option<(Pointer, Pointer)>,
    /// The components that were merged. They do not constrain anything.
    pub(super) bases: IndexSet<TypeId>,
}

impl<'a> Constraints<'a> {
    /// Whether there is nothing apart from types, formats and values.
    fn has_only_scalar_keywords(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_none()
            && !self.is_closed
            && self.items.is_none()
            && self.union.is_none()
            && self.mixed_union.is_none()
    }

    /// Whether every value matches.
    pub(super) fn is_empty(&self) -> bool {
        self.types == TypeSet::ALL
            && self.format.is_none()
            && self.values.is_none()
            && self.has_only_scalar_keywords()
            && !self.is_text_date_time
            && self.contradiction.is_none()
    }

    /// Adds what the branch at `at` says. `owner` is the type whose `allOf` has the branch.
    pub(super) fn narrow(&mut self, branch: &Self, owner: &TypeId, at: &Pointer) {
        self.narrow_union(branch, at);
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

    fn narrow_union(&mut self, branch: &Self, at: &Pointer) {
        if self.mixed_union.is_none() {
            self.mixed_union.clone_from(&branch.mixed_union);
        }
        let is_string = |one: &Self| one.types.single() == Some("string");
        match (&self.union, &branch.union) {
            (None, None) => {}
            (Some(one), Some(other)) if one.id == other.id => {}
            // An enum narrows a union of strings.
            (Some(_), None) if is_string(self) && branch.values.is_some() => self.union = None,
            (None, Some(_)) if is_string(branch) && self.values.is_some() => {}
            // The union is wider than the value needs to be, but fits.
            (Some(_), None) if branch.has_only_scalar_keywords() => {}
            (None, Some(union)) if self.has_only_scalar_keywords() => {
                self.union = Some(union.clone());
            }
            _ => self.mixed_union = Some(at.clone()),
        }
    }
}

fn add<'a>(known: &mut Option<Parts<'a>>, parts: Option<&Parts<'a>>, owner: &TypeId) {
    match (known, parts) {
        (_, None) => {}
        (Some(known), Some(parts)) => known.add(parts, owner),
        (known @ None, Some(parts)) => *known = Some(parts.clone()),
    }
}
