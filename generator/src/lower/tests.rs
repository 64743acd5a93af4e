//! The IR of small documents.

mod all_of;
mod operations;
mod schemas;
mod unions;

use crate::ir::{
    Access, Hint, Location, Operation, Presence, Scalar, StatusRange, Style, TypeId, TypeKind,
    TypeRef,
};
use crate::pointer::Pointer;
use crate::testing::{codes, document, field, lowered, returning, type_at, wires};

fn named(pointer: &str) -> TypeRef {
    TypeRef::Named(TypeId(Pointer::parse(pointer).unwrap()))
}

fn operation(text: &str) -> Operation {
    lowered(text).resources.remove(0).operations.remove(0)
}

/// A document with one operation with these keywords, in flow style.
fn operation_with(keywords: &str) -> String {
    document(&format!(
        "paths:\n  /a/{{id}}: {{get: {{operationId: a, {keywords}}}}}\n"
    ))
}
