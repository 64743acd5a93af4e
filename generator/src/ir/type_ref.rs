//! The types of values: references to types, and scalars.

use serde::Serialize;

use super::types::TypeId;

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
    /// A string, of any other format.
    String,
    /// `format: uuid`.
    Uuid,
    /// A date-time that is kept as the string that was sent.
    DateTime,
    /// A boolean.
    Boolean,
    /// `format: int8`.
    Int8,
    /// `format: int16`.
    Int16,
    /// `format: int32`.
    Int32,
    /// A 64-bit integer, or an integer without a format.
    Int64,
    /// `format: uint8`.
    UInt8,
    /// `format: uint16`.
    UInt16,
    /// `format: uint32`.
    UInt32,
    /// `format: uint64`.
    UInt64,
    /// An integer that may be beyond 64 bits.
    Integer,
    /// A floating-point number.
    Double,
    /// A number whose digits count: `format: decimal`.
    Decimal,
    /// Bytes that are not JSON.
    Binary,
    /// A file in a multipart body.
    File,
}

impl Scalar {
    /// Whether it is an integer of at most 64 bits, with a sign.
    #[must_use]
    pub fn fits_64_bits(self) -> bool {
        use Scalar::{Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32};
        matches!(self, Int8 | Int16 | Int32 | Int64 | UInt8 | UInt16 | UInt32)
    }
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
