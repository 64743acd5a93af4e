//! Scalars, by type and format.

use openapiv3::Schema;

use super::Lower;
use super::schema::Shape;
use super::view::{View, flag};
use crate::diagnostics::Code;
use crate::extensions::WIDE;
use crate::ir::{Scalar, TypeRef};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    /// The shape of a schema that is neither an object nor an array.
    pub(super) fn scalar(&mut self, view: &View<'a>, at: &Pointer) -> Shape {
        if let Some(shape) = self.enumeration(view, at) {
            return shape;
        }
        let format = view.format.as_deref().unwrap_or_default();
        Shape::Ref(TypeRef::Scalar(match view.ty {
            Some("boolean") => Scalar::Boolean,
            Some("integer") => integer(format, view.is_wide),
            Some("number") => number(format),
            Some("string") => string(format),
            None => return Shape::Ref(TypeRef::Any),
            Some(other) => {
                self.unknown_type(other, at);
                return Shape::Ref(TypeRef::Any);
            }
        }))
    }

    pub(super) fn unknown_type(&mut self, name: &str, at: &Pointer) {
        let message = format!("the type `{name}` is not part of JSON Schema");
        self.reporter.report(Code::TypeUnknown, at, message);
        self.reporter.note_taken_out(at);
    }
}

/// Whether a limit, default or example of an integer is beyond 64 bits.
pub(super) fn is_wide(schema: &Schema) -> bool {
    flag(&schema.schema_data.extensions, WIDE)
}

fn integer(format: &str, is_wide: bool) -> Scalar {
    match format {
        _ if is_wide => Scalar::Integer,
        "int8" => Scalar::Int8,
        "int16" => Scalar::Int16,
        "int32" => Scalar::Int32,
        "uint8" => Scalar::UInt8,
        "uint16" => Scalar::UInt16,
        "uint32" => Scalar::UInt32,
        "uint64" => Scalar::UInt64,
        _ => Scalar::Int64,
    }
}

fn number(format: &str) -> Scalar {
    match format {
        "decimal" | "decimal128" => Scalar::Decimal,
        _ => Scalar::Double,
    }
}

/// Strings of other formats (`date`, `time`, `duration`, `byte`, `email`, `hostname`, `ipv4`,
/// `uri` and unknown ones) are strings: the server may send something else.
pub(super) fn string(format: &str) -> Scalar {
    match format {
        "uuid" => Scalar::Uuid,
        "date-time" => Scalar::DateTime,
        "binary" => Scalar::Binary,
        _ => Scalar::String,
    }
}
