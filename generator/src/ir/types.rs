//! Types of content.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::type_ref::{Scalar, TypeRef};
use super::{Deprecation, Docs, Example, Usage};
use crate::pointer::Pointer;

/// The identity of a type: the location of its schema in the source document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TypeId(pub Pointer);

impl fmt::Display for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A type with an identity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeDef {
    /// The identity.
    pub id: TypeId,
    /// The naming hint.
    pub hint: Hint,
    /// Components that are aliases of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<String>,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// The required properties that an overlay puts first in its constructor, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// The structure.
    pub kind: TypeKind,
    /// Whether it is sent, received or both. [`Usage::Unused`] until the pass that determines it.
    pub usage: Usage,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The title and description.
    pub docs: Docs,
    /// Examples of its values.
    pub examples: Vec<Example>,
    /// The location of its schema.
    pub at: Pointer,
}

/// The naming hint of a type, from the best to the worst.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Hint {
    /// A component with this name.
    Component {
        /// The key in `components/schemas`.
        name: String,
    },
    /// A `definitions` or `$defs` entry.
    Definition {
        /// The parent schema of the entry.
        owner: TypeId,
        /// The key.
        name: String,
    },
    /// A component that is only a reference to it.
    Alias {
        /// The key of the component.
        name: String,
    },
    /// A property of another type, an item of such a property, or a value of such a map.
    Property {
        /// The type with the property.
        owner: TypeId,
        /// The wire name of the property.
        name: String,
    },
    /// A variant of a union or an array item without a name of its own.
    Variant {
        /// The type that contains it.
        owner: TypeId,
        /// What distinguishes it from the other variants.
        name: String,
    },
    /// A request body, response or parameter.
    Operation {
        /// The `operationId`.
        id: String,
        /// `request`, `response` or the name of the parameter.
        role: String,
    },
}

impl Hint {
    /// Takes the hint of another operation that shares the type, if its id comes first. The name of
    /// a type that several operations share thus does not depend on their order.
    pub(crate) fn settle_with(&mut self, other: &Self) {
        if let (
            Self::Operation { id, role },
            Self::Operation {
                id: other_id,
                role: other_role,
            },
        ) = (&*self, other)
            && (other_id, other_role) < (id, role)
        {
            *self = other.clone();
        }
    }
}

/// The structure of a type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeKind {
    /// An object with known properties.
    Struct {
        /// The properties, in document order.
        fields: Vec<Field>,
        /// The type of other properties, if the document describes it.
        #[serde(skip_serializing_if = "Option::is_none")]
        additional: Option<TypeRef>,
        /// Types whose properties were merged into this one (`allOf`).
        #[serde(skip_serializing_if = "Vec::is_empty")]
        bases: Vec<TypeId>,
    },
    /// One of several strings, or of several numbers, or of strings, numbers and booleans.
    Enum {
        /// The values, in document order.
        values: Vec<EnumValue>,
    },
    /// One of several types.
    Union {
        /// The variants, in document order.
        variants: Vec<Variant>,
        /// The property whose value identifies the variant. A variant without
        /// [`tags`](Variant::tags) is identified by its content.
        #[serde(skip_serializing_if = "Option::is_none")]
        discriminator: Option<String>,
    },
    /// An alias of a type.
    Alias(TypeRef),
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// The value on the wire: a string, a number or a boolean.
    pub wire: Value,
    /// The title and description, if the value has a schema of its own.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
}

impl EnumValue {
    /// The string, or the JSON text of another value. A whole number has no fraction: `5`.
    #[must_use]
    pub fn text(&self) -> String {
        Self::text_of(&self.wire)
    }

    /// The text of a value.
    #[must_use]
    pub fn text_of(wire: &Value) -> String {
        /// Below this limit, every whole number is exact as a floating-point number.
        const EXACT_LIMIT: f64 = 1e15;
        if let Value::String(text) = wire {
            return text.clone();
        }
        match wire.as_f64() {
            // Exact, because the value is whole and within the limit.
            Some(number) if number.fract() == 0.0 && number.abs() < EXACT_LIMIT => {
                (number as i64).to_string()
            }
            _ => wire.to_string(),
        }
    }
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The name in the document.
    pub name: String,
    /// The discriminator values of the variant: strings, integers or booleans, the same type in
    /// all variants of a union.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Value>,
    /// Whether objects with another discriminator value, or without one, are of this variant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_default: bool,
    /// The type of the content.
    pub ty: TypeRef,
}

impl Variant {
    /// Adds what another variant with the same type says.
    pub fn add(&mut self, tags: Vec<Value>, is_default: bool) {
        self.tags.extend(tags);
        self.is_default |= is_default;
    }

    /// Makes one variant of those with the same type, with the first of their names in alphabetical
    /// order, and drops those that are any value. A date-time is kept as a string, so that it is
    /// nothing else beside one.
    pub fn merge(variants: &mut Vec<Self>) {
        let mut merged: Vec<Self> = Vec::new();
        for variant in std::mem::take(variants) {
            match merged.iter_mut().find(|known| known.ty == variant.ty) {
                Some(known) => {
                    if variant.name < known.name {
                        known.name = variant.name;
                    }
                    known.add(variant.tags, variant.is_default);
                }
                None if variant.ty == TypeRef::Any => {}
                None => merged.push(variant),
            }
        }
        let has = |scalar| move |variant: &Self| variant.ty == TypeRef::Scalar(scalar);
        if merged.iter().any(has(Scalar::String)) {
            merged.retain(|variant| !has(Scalar::DateTime)(variant));
        }
        *variants = merged;
    }
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// The wire name.
    pub wire: String,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// The type of its value, without null.
    pub ty: TypeRef,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Whether it is only sent or only received.
    pub access: Access,
    /// The only value that it has: that of a required property with one value, or of a
    /// discriminator. It is sent without being asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Value>,
    /// The default that the server uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// An example of its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// Whether its value is a credential.
    pub secret: bool,
    /// Why it is deprecated, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<Deprecation>,
    /// The title and description.
    pub docs: Docs,
    /// The location of its schema.
    pub at: Pointer,
}

/// Whether a property may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Presence {
    /// Always present, never null.
    Required,
    /// May be absent.
    Optional,
    /// Always present, may be null.
    Nullable,
    /// May be absent, may be null.
    OptionalNullable,
}

impl Presence {
    /// From `required` and nullability.
    #[must_use]
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether it is always present.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }

    /// Whether it may be null.
    #[must_use]
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::Nullable | Self::OptionalNullable)
    }
}

/// Whether a property is sent, received or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Access {
    /// Both.
    ReadWrite,
    /// Received only.
    ReadOnly,
    /// Sent only.
    WriteOnly,
}

impl TypeKind {
    /// Whether it is an object that may have properties which it does not list.
    #[must_use]
    pub fn has_additional(&self) -> bool {
        matches!(
            self,
            Self::Struct {
                additional: Some(_),
                ..
            }
        )
    }

    /// The values, if it is an enum of strings.
    #[must_use]
    pub fn strings(&self) -> Option<Vec<&str>> {
        match self {
            Self::Enum { values } => values.iter().map(|value| value.wire.as_str()).collect(),
            _ => None,
        }
    }

    /// Visits the types that it directly consists of, without merged ones.
    pub fn each_part<'t>(&'t self, visit: &mut dyn FnMut(&'t TypeRef)) {
        match self {
            Self::Struct {
                fields, additional, ..
            } => {
                fields
                    .iter()
                    .map(|field| &field.ty)
                    .chain(additional)
                    .for_each(visit);
            }
            Self::Enum { .. } => {}
            Self::Union { variants, .. } => {
                variants.iter().map(|variant| &variant.ty).for_each(visit);
            }
            Self::Alias(ty) => visit(ty),
        }
    }

    /// Visits the types of which a value holds one. Additional properties are in a map.
    pub fn each_held<'t>(&'t self, visit: &mut dyn FnMut(&'t TypeRef)) {
        match self {
            Self::Struct { fields, .. } => fields.iter().map(|field| &field.ty).for_each(visit),
            other => other.each_part(visit),
        }
    }

    /// Visits the types of which a value holds one, mutable.
    pub fn each_held_mut(&mut self, visit: &mut dyn FnMut(&mut TypeRef)) {
        match self {
            Self::Struct { fields, .. } => {
                fields.iter_mut().map(|field| &mut field.ty).for_each(visit);
            }
            other => other.each_part_mut(visit),
        }
    }

    /// Visits the types that it directly consists of, mutable.
    pub fn each_part_mut(&mut self, visit: &mut dyn FnMut(&mut TypeRef)) {
        match self {
            Self::Struct {
                fields, additional, ..
            } => {
                fields
                    .iter_mut()
                    .map(|field| &mut field.ty)
                    .chain(additional)
                    .for_each(visit);
            }
            Self::Enum { .. } => {}
            Self::Union { variants, .. } => {
                variants
                    .iter_mut()
                    .map(|variant| &mut variant.ty)
                    .for_each(visit);
            }
            Self::Alias(ty) => visit(ty),
        }
    }
}
