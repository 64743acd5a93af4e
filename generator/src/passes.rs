//! Step 7, [`ir::Api`](Api) to [`ir::Api`](Api): an ordered list of changes, each with its reason.
//!
//! `cargo xtask ir --pass NAME` shows what one of them changes in the project's document.

mod aliases;
mod cycles;
mod forms;
mod free_values;
mod idempotency;
mod merge_patch;
mod paging;
mod unions;
mod usage;
mod validate;
mod waiters;

use crate::diagnostics::Reporter;
use crate::ir::Api;

/// One change of the IR.
#[derive(Debug, Clone, Copy)]
pub struct Pass {
    /// The name on the command line.
    pub name: &'static str,
    /// Why it exists, and why at this position.
    pub reason: &'static str,
    run: fn(&mut Api, &mut Reporter<'_>),
}

/// The passes, in order.
pub const PASSES: &[Pass] = &[
    Pass {
        name: "aliases",
        reason: "a component that is a scalar, array or map is not a type, so inlining it does not change the SDK",
        run: aliases::run,
    },
    Pass {
        name: "unions",
        reason: "a variant carries its discriminator value and keeps the properties that it does not know; aliases of one type are one variant",
        run: unions::run,
    },
    Pass {
        name: "free-values",
        reason: "any value includes null; only now is it known which components are any value",
        run: free_values::run,
    },
    Pass {
        name: "forms",
        reason: "a property with bytes is a file in a multipart body, and a string elsewhere",
        run: forms::run,
    },
    Pass {
        name: "merge-patch",
        reason: "null removes a property of a JSON Merge Patch, whatever its schema says",
        run: merge_patch::run,
    },
    Pass {
        name: "paging",
        reason: "an operation that takes a page number and returns items can be iterated",
        run: paging::run,
    },
    Pass {
        name: "waiters",
        reason: "an operation can be repeated until its response has a final value",
        run: waiters::run,
    },
    Pass {
        name: "idempotency",
        reason: "an idempotency key is not a parameter: the runtime creates it and repeats it on retries",
        run: idempotency::run,
    },
    Pass {
        name: "usage",
        reason: "models that are sent and models that are only received become different structs",
        run: usage::run,
    },
    Pass {
        name: "cycles",
        reason: "a type that contains itself needs an indirection in Rust",
        run: cycles::run,
    },
    Pass {
        name: "validate",
        reason: "later steps rely on these invariants",
        run: validate::run,
    },
];

/// Runs the passes and calls `observe` with the IR after each.
pub(crate) fn run(
    mut api: Api,
    reporter: &mut Reporter<'_>,
    observe: &mut dyn FnMut(&Pass, &Api),
) -> Api {
    for pass in PASSES {
        (pass.run)(&mut api, reporter);
        observe(pass, &api);
    }
    api
}

#[cfg(test)]
mod tests;
