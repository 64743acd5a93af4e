//! The waiter extension: when the server has finished something.

use indexmap::IndexMap;
use serde_json::Value;

use super::Lower;
use crate::diagnostics::Code;
use crate::extensions::WAITER;
use crate::ir::WaiterRule;
use crate::pointer::Pointer;

impl Lower<'_> {
    /// The waiter rule of an operation.
    pub(super) fn waiter_rule(
        &mut self,
        extensions: &IndexMap<String, Value>,
        at: &Pointer,
    ) -> Option<WaiterRule> {
        let value = extensions.get(WAITER)?;
        match serde_json::from_value(value.clone()) {
            Ok(rule) => Some(rule),
            Err(why) => {
                self.reporter.report_with_help(
                    Code::WaiterRule,
                    &at.child(WAITER),
                    format!("invalid `{WAITER}`: {why}"),
                    "provide `property` and `done`, and optionally `failed`",
                );
                None
            }
        }
    }
}
