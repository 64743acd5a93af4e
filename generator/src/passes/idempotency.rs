//! Finds the operations that take an idempotency key: those that write, where the API as a whole takes one, and those
//! that have a header parameter for it.

use super::Context;
use crate::diagnostics::Diagnostic;
use crate::header::is_name;
use crate::ir::{Api, IDEMPOTENCY, Location, Operation};
use crate::pointer::Pointer;

/// The header, where a document has it as a parameter ("The Idempotency-Key HTTP Header Field", an IETF draft).
const STANDARD: &str = "Idempotency-Key";

pub(super) fn run(api: &mut Api, context: &mut Context<'_>) {
    let rule = api.idempotency.clone();
    if let Some(header) = &rule {
        check(header, &Pointer::root(), context);
    }
    let operations = api.operations_mut();
    // Other methods may be repeated without a key, and the draft has it for these alone.
    for operation in
        operations.filter(|operation| ["POST", "PATCH"].contains(&operation.method.as_str()))
    {
        if let Some(header) = &operation.idempotency {
            check(header, &operation.at, context);
        }
        let header = operation.idempotency.clone().or_else(|| rule.clone());
        let declared = take(operation, header.as_deref().unwrap_or(STANDARD));
        operation.idempotency = header.or(declared);
    }
}

/// Takes the header out of the parameters: the runtime sets it.
fn take(operation: &mut Operation, header: &str) -> Option<String> {
    let index = operation.params.iter().position(|param| {
        param.location == Location::Header && param.wire.eq_ignore_ascii_case(header)
    })?;
    Some(operation.params.remove(index).wire)
}

fn check(header: &str, at: &Pointer, context: &mut Context<'_>) {
    if !is_name(header) {
        let message = format!("`{header}` is not the name of a header");
        let at = at.child(IDEMPOTENCY);
        let diagnostic = Diagnostic::error("idempotency-header", context.source, &at, message);
        context
            .diagnostics
            .push(diagnostic.help("name it like `Idempotency-Key`"));
    }
}
