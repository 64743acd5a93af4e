//! Types: what content looks like.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::{Deprecation, Docs, Example};
use crate::pointer::Pointer;

/// The identity of a type: the place of its schema in the source document.
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
    /// Which.
    pub id: TypeId,
    /// What the document calls it.
    pub hint: Hint,
    /// Components that are other names for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<String>,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// What it is made of.
    pub kind: TypeKind,
    /// Which way it goes. [`Usage::Unused`] until the pass that finds out.
    pub usage: Usage,
    /// That it should not be used any more.
    pub deprecated: bool,
    /// Title and description.
    pub docs: Docs,
    /// Values as they may be.
    pub examples: Vec<Example>,
    /// Where its schema stands.
    pub at: Pointer,
}

/// What the document calls a type, from the best name to the last resort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Hint {
    /// A component of this name.
    Component {
        /// The key in `components/schemas`.
        name: String,
    },
    /// A `definitions` or `$defs` entry.
    Definition {
        /// The schema that holds the entry.
        owner: TypeId,
        /// The key.
        name: String,
    },
    /// A component that is nothing but a reference to it.
    Alias {
        /// The component's key.
        name: String,
    },
    /// A member of another type, an item of such a member, a value of such a map.
    Member {
        /// The type that has the member.
        owner: TypeId,
        /// The member's wire name.
        name: String,
    },
    /// A part of a union or list without a name of its own.
    Part {
        /// The type it is a part of.
        owner: TypeId,
        /// What tells it from the other parts.
        name: String,
    },
    /// What an operation takes or gives.
    Operation {
        /// The `operationId`.
        id: String,
        /// `request`, `response` or the parameter's name.
        role: String,
    },
}

/// What a type is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeKind {
    /// An object with known members.
    Struct {
        /// In the document's order.
        fields: Vec<Field>,
        /// What members of other names are, where the document allows and describes them.
        #[serde(skip_serializing_if = "Option::is_none")]
        additional: Option<TypeRef>,
        /// Types whose members were merged into this one (`allOf`).
        #[serde(skip_serializing_if = "Vec::is_empty")]
        bases: Vec<TypeId>,
    },
    /// One of several texts.
    Enum {
        /// In the document's order.
        values: Vec<EnumValue>,
    },
    /// One of several types.
    Union {
        /// In the document's order.
        variants: Vec<Variant>,
        /// The member that tells which.
        #[serde(skip_serializing_if = "Option::is_none")]
        discriminator: Option<String>,
    },
    /// Another name for a type.
    Alias(TypeRef),
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// The text on the wire.
    pub wire: String,
}

/// A part of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// What the document calls it.
    pub name: String,
    /// The discriminator's values that mean it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Of its content.
    pub ty: TypeRef,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Of its value, null aside.
    pub ty: TypeRef,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Whether it is only sent or only received.
    pub access: Access,
    /// What the server takes where it is not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// A value that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// Whether its value must not be shown.
    pub secret: bool,
    /// That it should not be used any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<Deprecation>,
    /// Title and description.
    pub docs: Docs,
    /// Where its schema stands.
    pub at: Pointer,
}

/// Whether a member may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// May be absent.
    Optional,
    /// Always there, may be null.
    Nullable,
    /// May be absent, may be null.
    OptionalNullable,
}

impl Presence {
    /// From the two things that a document says.
    #[must_use]
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether it is always there.
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

/// Which way a member goes.
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

/// Which way a type goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Usage {
    /// Not known yet, or neither.
    Unused,
    /// In requests only.
    Sent,
    /// In answers only.
    Received,
    /// In both.
    Both,
}

impl Usage {
    /// The usage of what has both usages.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unused, one) | (one, Self::Unused) => one,
            (one, same) if one == same => one,
            _ => Self::Both,
        }
    }

    /// Whether requests hold it.
    #[must_use]
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// Whether answers hold it.
    #[must_use]
    pub fn is_received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}

/// What a value looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeRef {
    /// A type with an identity.
    Named(TypeId),
    /// A single value.
    Scalar(Scalar),
    /// A list.
    List(Box<TypeRef>),
    /// An object of any names with values of one type.
    Map(Box<TypeRef>),
    /// A type that holds the value with this reference, directly or through other types, with no
    /// array or map in between.
    Recursive(TypeId),
    /// A value that may be null inside a list or map.
    Null(Box<TypeRef>),
    /// Anything.
    Any,
}

/// Values that are not made of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Scalar {
    /// A text, of whatever format.
    String,
    /// `format: uuid`.
    Uuid,
    /// A date and time that is kept as the text that it is (`x-sdk-text-date-time`).
    DateTime,
    /// `true` or `false`.
    Boolean,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits.
    Int64,
    /// A number.
    Double,
    /// Raw content that is not JSON.
    Binary,
}

impl TypeRef {
    /// Whether it is a scalar, or a list or map of them.
    #[must_use]
    pub fn holds(&self, wanted: Scalar) -> bool {
        match self {
            Self::Scalar(scalar) => *scalar == wanted,
            Self::List(inner) | Self::Map(inner) | Self::Null(inner) => inner.holds(wanted),
            Self::Named(_) | Self::Recursive(_) | Self::Any => false,
        }
    }

    /// Visits the identities that it is made of.
    pub fn each_named<'t>(&'t self, visit: &mut dyn FnMut(&'t TypeId)) {
        match self {
            Self::Named(id) | Self::Recursive(id) => visit(id),
            Self::List(inner) | Self::Map(inner) | Self::Null(inner) => {
                inner.each_named(visit);
            }
            Self::Scalar(_) | Self::Any => {}
        }
    }
}

impl TypeKind {
    /// Visits the types that it is directly made of, merged ones aside.
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

    /// Visits the types that it is directly made of, to change them.
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
