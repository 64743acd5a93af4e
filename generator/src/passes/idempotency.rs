//! Finds the operations that take an idempotency key: `POST` and `PATCH` operations of an API that
//! supports it, and those with a header parameter for it.

use crate::diagnostics::{Code, Reporter};
use crate::extensions::IDEMPOTENCY;
use crate::ir::{Api, Location, Operation};
use crate::pointer::Pointer;
use crate::text::is_token;

/// The standard header, which a document may declare as a parameter ("The Idempotency-Key HTTP
/// Header Field", an IETF draft).
const STANDARD: &str = "Idempotency-Key";

pub(super) fn run(api: &mut Api, reporter: &mut Reporter<'_>) {
    let rule = api.idempotency.clone();
    if let Some(header) = &rule {
        check(header, &Pointer::root(), reporter);
    }
    let operations = api.operations_mut();
    // Other methods can be retried without a key, and the draft defines it for these only.
    for operation in
        operations.filter(|operation| ["POST", "PATCH"].contains(&operation.method.as_str()))
    {
        if let Some(header) = &operation.idempotency {
            check(header, &operation.at, reporter);
        }
        let header = operation.idempotency.clone().or_else(|| rule.clone());
        let declared = take(operation, header.as_deref().unwrap_or(STANDARD));
        operation.idempotency = header.or(declared);
    }
}

/// Removes the header from the parameters, since the runtime sets it.
fn take(operation: &mut Operation, header: &str) -> Option<String> {
    let index = operation.params.iter().position(|param| {
        param.location == Location::Header && param.wire.eq_ignore_ascii_case(header)
    })?;
    Some(operation.params.remove(index).wire)
}

fn check(header: &str, at: &Pointer, reporter: &mut Reporter<'_>) {
    if !is_token(header) {
        let message = format!("`{header}` is not a valid header name");
        reporter.report(Code::IdempotencyHeader, &at.child(IDEMPOTENCY), message);
    }
}
