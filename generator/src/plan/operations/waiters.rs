//! Waiters: calls that are repeated until the server has finished.

use proc_macro2::Ident;
use quote::{format_ident, quote};

use crate::ir::{Operation, WaiterRule};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::package::capability::Capability;
use crate::sdk;

/// What the docs of an operation with a waiter say.
pub(crate) const WAITS: &str =
    "`wait()` repeats the call until the server has finished, and returns the last response.";

impl Planner<'_> {
    /// The waiter of an operation whose static has this name.
    pub(crate) fn waiter(
        &mut self,
        operation: &Operation,
        constant: &Ident,
        scope: &mut Scope,
    ) -> Option<sdk::Waiter> {
        let rule = operation.waiter.as_ref()?;
        let output = operation.success.iter().find_map(|one| one.ty.as_ref())?;
        self.capabilities.insert(Capability::Waiters);
        scope.import("crate::runtime::Wait");
        let waiter = scope.import("crate::runtime::Waiter");
        let names = &self.names;
        let output = TypeWriter { names, scope }.ty(output);
        let property = rule.path().map(literals::string);
        let done = rule.done.iter().map(|value| literals::string(value));
        let failed = rule.failed.iter().map(|value| literals::string(value));
        let definition = quote!(#waiter {
            property: &[#(#property),*],
            done: &[#(#done),*],
            failed: &[#(#failed),*],
        });
        Some(sdk::Waiter {
            constant: format_ident!("{constant}_WAITER").into(),
            definition: definition.into(),
            output: output.into(),
            docs: self.docs.lines(&waits_for(rule), DocTarget::Member),
            failures: self.docs.lines(&failures(rule), DocTarget::Member),
        })
    }
}

/// What `wait` waits for.
fn waits_for(rule: &WaiterRule) -> String {
    let property = format!("`{}`", rule.property);
    let (property, is) = if rule.path().any(|part| part == "*") {
        (format!("all values of {property}"), "are")
    } else {
        (property, "is")
    };
    let values = either(rule.done.iter().chain(&rule.failed));
    format!("Repeats the call until the server has finished: until {property} {is} {values}.")
}

/// Which results of `wait` are errors.
fn failures(rule: &WaiterRule) -> String {
    match rule.failed.as_slice() {
        [] => "No value is a failure.".to_owned(),
        values => format!("A failure is {}.", either(values.iter())),
    }
}

/// `a`, `b` or `c`.
fn either<'a>(values: impl Iterator<Item = &'a String>) -> String {
    let mut values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    match values.pop() {
        Some(last) if !values.is_empty() => format!("{} or {last}", values.join(", ")),
        Some(only) => only,
        None => String::new(),
    }
}
