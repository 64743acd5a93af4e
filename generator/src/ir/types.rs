//! Types of content.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::{Deprecation, Docs, Example};
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
    /// One of several strings.
    Enum {
        /// The values, in document order.
        values: Vec<EnumValue>,
    },
    /// One of several types.
    Union {
        /// The variants, in document order.
        variants: Vec<Variant>,
        /// The property that identifies the variant.
        #[serde(skip_serializing_if = "Option::is_none")]
        discriminator: Option<String>,
    },
    /// An alias of a type.
    Alias(TypeRef),
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// The string on the wire.
    pub wire: String,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The name in the document.
    pub name: String,
    /// The discriminator values of the variant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The type of the content.
    pub ty: TypeRef,
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

/// Whether a type is sent, received or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Usage {
    /// Not determined yet, or neither.
    Unused,
    /// In requests only.
    Sent,
    /// In responses only.
    Received,
    /// In both.
    Both,
}

impl Usage {
    /// The union of two usages.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unused, one) | (one, Self::Unused) => one,
            (one, same) if one == same => one,
            _ => Self::Both,
        }
    }

    /// Whether it is in requests.
    #[must_use]
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// Whether it is in responses.
    #[must_use]
    pub fn is_received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeRef {
    /// A type with an identity.
    Named(TypeId),
    /// A scalar.
    Scalar(Scalar),
    /// An array.
    List(Box<TypeRef>),
    /// An object with any property names and values of one type.
    Map(Box<TypeRef>),
    /// A type that holds the value with this reference, directly or through other types, with no
    /// array or map in between.
    Recursive(TypeId),
    /// A value that may be null, in an array, map or union.
    Null(Box<TypeRef>),
    /// Any value.
    Any,
}

/// Scalar types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Scalar {
    /// A string, of any format.
    String,
    /// `format: uuid`.
    Uuid,
    /// A date-time that is kept as the string that was sent.
    DateTime,
    /// A boolean.
    Boolean,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A floating-point number.
    Double,
    /// Bytes that are not JSON.
    Binary,
}

impl TypeRef {
    /// Whether it is a scalar type, or an array or map of it.
    #[must_use]
    pub fn holds(&self, wanted: Scalar) -> bool {
        self.scalar() == Some(wanted)
    }

    /// The scalar type that it is, or that it is an array or map of.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Self::Scalar(scalar) => Some(*scalar),
            Self::List(inner) | Self::Map(inner) | Self::Null(inner) => inner.scalar(),
            Self::Named(_) | Self::Recursive(_) | Self::Any => None,
        }
    }

    /// Visits the identities that it refers to.
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
