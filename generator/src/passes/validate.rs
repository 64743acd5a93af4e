//! Checks the invariants that later steps rely on.

use crate::diagnostics::{Code, Reporter};
use crate::extensions::ARGUMENTS;
use crate::ir::{Access, Api, Location, Operation, Style, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

pub(super) fn run(api: &mut Api, reporter: &mut Reporter<'_>) {
    for operation in api.operations() {
        params(api, operation, reporter);
        let others = operation.params.iter().filter(|param| {
            // Those of the path are in its order.
            param.required && param.location != Location::Path
        });
        let names = others.map(|param| param.wire.as_str()).collect();
        arguments(&operation.arguments, names, &operation.at, reporter);
    }
    for def in api.types.values() {
        if let TypeKind::Struct { fields, .. } = &def.kind {
            let required = fields.iter().filter(|field| {
                let is_constant = field.constant.is_some();
                field.presence.is_required() && field.access != Access::ReadOnly && !is_constant
            });
            let names = required.map(|field| field.wire.as_str()).collect();
            arguments(&def.arguments, names, &def.at, reporter);
        }
    }
    let is_empty = api.resources.is_empty() && api.events.is_empty() && api.types.is_empty();
    if is_empty && !reporter.has(Code::TagUnknown) {
        let message = "the document has no operations, webhooks or schemas";
        reporter.report(Code::DocumentEmpty, &Pointer::root(), message);
    }
}

/// Reports names in the order of arguments that no argument has.
fn arguments(order: &[String], mut names: Vec<&str>, at: &Pointer, reporter: &mut Reporter<'_>) {
    for (index, name) in order.iter().enumerate() {
        if let Some(found) = names.iter().position(|known| known == name) {
            names.remove(found);
            continue;
        }
        let at = at.child(ARGUMENTS).child(index.to_string());
        let message = format!("`{name}` is not an argument that can be ordered; it is ignored");
        reporter.report(Code::ArgumentUnknown, &at, message);
    }
}

/// Styles write scalars, and arrays and objects of scalars. What is deeper is written as JSON, which
/// OpenAPI does not define.
fn params(api: &Api, operation: &Operation, reporter: &mut Reporter<'_>) {
    for param in &operation.params {
        let is_defined = match param.style {
            Style::DeepObject | Style::Json | Style::Urlencoded => true,
            _ => is_flat(api, &param.ty),
        };
        if !is_defined {
            let message = format!(
                "the parameter `{}` has arrays or objects inside of its value, which are written as JSON",
                param.wire
            );
            reporter.report(Code::ParamType, &param.at, message);
        }
    }
}

/// Whether a value is a scalar, or an array or an object of scalars.
fn is_flat(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::List(item) | TypeRef::Map(item) => !is_nested(api, item),
        TypeRef::Null(inner) => is_flat(api, inner),
        TypeRef::Named(id) | TypeRef::Recursive(id) => match kind(api, id) {
            Some(TypeKind::Struct { fields, .. }) => {
                !fields.iter().any(|field| is_nested(api, &field.ty))
            }
            _ => true,
        },
        TypeRef::Scalar(_) | TypeRef::Any => true,
    }
}

/// Whether a value is an array or an object.
fn is_nested(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::List(_) | TypeRef::Map(_) => true,
        TypeRef::Null(inner) => is_nested(api, inner),
        TypeRef::Named(id) | TypeRef::Recursive(id) => {
            matches!(kind(api, id), Some(TypeKind::Struct { .. }))
        }
        TypeRef::Scalar(_) | TypeRef::Any => false,
    }
}

fn kind<'a>(api: &'a Api, id: &TypeId) -> Option<&'a TypeKind> {
    api.types.get(id).map(|def| &def.kind)
}
