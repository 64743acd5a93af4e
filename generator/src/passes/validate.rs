//! Checks the invariants that later steps rely on.

use crate::diagnostics::{Code, Reporter};
use crate::ir::{Api, Location, Operation, Scalar, TypeKind, TypeRef};
use crate::pointer::Pointer;

pub(super) fn run(api: &mut Api, reporter: &mut Reporter<'_>) {
    for operation in api.operations() {
        params(api, operation, reporter);
        responses(operation, reporter);
    }
    let is_empty = api.resources.is_empty() && api.events.is_empty() && api.types.is_empty();
    if is_empty && !reporter.has(Code::TagUnknown) {
        let message = "the document has no operations, webhooks or schemas";
        reporter.report(Code::DocumentEmpty, &Pointer::root(), message);
    }
}

/// Parameters are written as text: scalars, and arrays of scalars outside of the path.
fn params(api: &Api, operation: &Operation, reporter: &mut Reporter<'_>) {
    for param in &operation.params {
        let (fits, supported) = match (&param.ty, param.location) {
            (single, Location::Path) => (is_single(api, single), "a scalar"),
            (TypeRef::List(item), _) => (is_single(api, item), "a scalar or an array of scalars"),
            (single, _) => (is_single(api, single), "a scalar or an array of scalars"),
        };
        if !fits {
            let message = format!("the parameter `{}` must be {supported}", param.wire);
            reporter.report(Code::ParamType, &param.at, message);
        }
    }
}

fn is_single(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar != Scalar::Binary,
        TypeRef::Named(id) => api
            .types
            .get(id)
            .is_some_and(|def| matches!(def.kind, TypeKind::Enum { .. })),
        TypeRef::Null(inner) => is_single(api, inner),
        _ => false,
    }
}

/// A method returns one type: all success responses with content have the same.
fn responses(operation: &Operation, reporter: &mut Reporter<'_>) {
    let mut types = operation
        .success
        .iter()
        .filter_map(|success| success.ty.as_ref());
    let Some(first) = types.next() else { return };
    if types.any(|other| other != first) {
        let message = format!(
            "the success responses of `{}` have different types",
            operation.id
        );
        reporter.report(
            Code::SuccessTypes,
            &operation.at.child("responses"),
            message,
        );
    }
}
