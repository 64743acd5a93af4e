//! What the document says about trying again, as a Rust expression of the runtime's `RetryRule`.

use crate::ir::{RetryRule, StatusRange};
use crate::plan::names::scope::Scope;

/// The expression, which is `None` where nothing is said.
pub(crate) fn expression(rule: Option<&RetryRule>, scope: &mut Scope) -> String {
    let Some(rule) = rule else {
        return "None".to_owned();
    };
    let name = scope.import_text("crate::runtime::RetryRule");
    let duration = scope.import_text("std::time::Duration");
    let time = |milliseconds: u64| format!("{duration}::from_millis({milliseconds})");
    format!(
        "Some({name} {{ statuses: &[{}], connection_errors: {}, initial_backoff: {}, backoff_factor: {:?}, max_backoff: {}, budget: {} }})",
        statuses(&rule.statuses),
        rule.connection_errors,
        time(rule.initial_backoff),
        rule.backoff_factor,
        time(rule.max_backoff),
        time(rule.budget),
    )
}

/// Ranges with their ends.
fn statuses(ranges: &[StatusRange]) -> String {
    let pairs = ranges.iter().map(|range| match range {
        StatusRange::Code(code) => format!("({code}, {code})"),
        StatusRange::Hundred(first) => format!("({first}00, {first}99)"),
    });
    pairs.collect::<Vec<_>>().join(", ")
}
