//! Waiters: calls that are repeated until the server has finished.

use crate::ir::{Operation, WaiterRule};
use crate::plan::Planner;
use crate::plan::docs::Place;
use crate::plan::literals::literal_text;
use crate::plan::models::types::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::operations::constant_beside;
use crate::plan::package::capability::Capability;
use crate::sdk;

/// What the docs of an operation with a waiter say.
pub(crate) const WAITS: &str =
    "`wait()` repeats the call until the server has finished, and returns the last response.";

impl Planner<'_> {
    pub(crate) fn waiter(
        &mut self,
        operation: &Operation,
        call: &str,
        method: &str,
        scope: &mut Scope,
    ) -> Option<sdk::Waiter> {
        let rule = operation.waiter.as_ref()?;
        let output = operation.success.iter().find_map(|one| one.ty.as_ref())?;
        self.capabilities.insert(Capability::Waiters);
        for path in ["crate::runtime::Wait", "crate::runtime::Waiter"] {
            scope.import_text(path);
        }
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let literals = |values: &[String]| values.iter().map(|value| literal_text(value)).collect();
        Some(sdk::Waiter {
            constant: format!("{}_WAITER", constant_beside(call, method)),
            property: rule.path().map(literal_text).collect(),
            done: literals(&rule.done),
            failed: literals(&rule.failed),
            output: writer.ty_text(output),
            docs: self.docs.lines(&waits_for(rule), Place::Member),
            failures: self.docs.lines(&failures(rule), Place::Member),
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
