//! Checks what plan and templates rely on.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostics::Diagnostic;
use crate::ir::{Api, Location, Operation, Scalar, TypeKind, TypeRef};
use crate::pointer::Pointer;

pub(super) fn run(api: &mut Api, context: &mut Context<'_>) {
    let mut ids: BTreeMap<&str, &Pointer> = BTreeMap::new();
    for operation in api.operations() {
        if let Some(first) = ids.insert(&operation.id, &operation.at) {
            let message = format!(
                "two operations are called `{}`; the other is `{first}`",
                operation.id
            );
            let at = operation.at.child("operationId");
            error(
                context,
                "operation-id",
                &at,
                message,
                "give one of them another `operationId`",
            );
        }
        params(api, operation, context);
        answers(operation, context);
    }
    if api.resources.is_empty() {
        let message = "there is no operation, so there is nothing to write".to_owned();
        let at = Pointer::root().child("paths");
        error(
            context,
            "document-empty",
            &at,
            message,
            "add an operation to `paths`",
        );
    }
}

/// Parameters are written as text: single values, or lists of them outside of the path.
fn params(api: &Api, operation: &Operation, context: &mut Context<'_>) {
    for param in &operation.params {
        let fits = match &param.ty {
            TypeRef::List(item) => param.location != Location::Path && is_single(api, item),
            single => is_single(api, single),
        };
        if !fits {
            let message = format!(
                "the parameter `{}` is not a single value or a list of them",
                param.wire
            );
            let help = "describe it as text, a number, a boolean or an enum, in an overlay";
            error(context, "param-type", &param.at, message, help);
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

/// A method returns one type: answers with content have the same.
fn answers(operation: &Operation, context: &mut Context<'_>) {
    let mut types = operation
        .success
        .iter()
        .filter_map(|success| success.ty.as_ref());
    let Some(first) = types.next() else { return };
    if types.any(|other| other != first) {
        let message = format!("`{}` has answers of several types", operation.id);
        let help = "remove all but one of the 2XX answers, or give them one schema, in an overlay";
        error(
            context,
            "success-types",
            &operation.at.child("responses"),
            message,
            help,
        );
    }
}

fn error(context: &mut Context<'_>, code: &'static str, at: &Pointer, message: String, help: &str) {
    let diagnostic = Diagnostic::error(code, context.source, at, message);
    context.diagnostics.push(diagnostic.help(help));
}
