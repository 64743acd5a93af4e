//! Step 6, [`ir::Api`](Api) to [`ir::Api`](Api): the ordered list of changes, each with its reason.
//!
//! `cargo xtask ir --pass NAME` shows what one of them does to the real document.

mod aliases;
mod cycles;
mod idempotency;
mod paging;
mod usage;
mod validate;

use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Failed};
use crate::ir::Api;
use crate::source::Source;

/// One change of the IR.
#[derive(Debug, Clone, Copy)]
pub struct Pass {
    /// By which it is called on the command line.
    pub name: &'static str,
    /// Why it is there, and why at this place.
    pub reason: &'static str,
    run: fn(&mut Api, &mut Context<'_>),
}

/// What passes report to.
pub(crate) struct Context<'a> {
    pub(crate) source: &'a Arc<Source>,
    pub(crate) diagnostics: &'a mut Diagnostics,
}

/// The passes in their order.
pub const PASSES: &[Pass] = &[
    Pass {
        name: "aliases",
        reason: "a name for a scalar, list or map makes no type, so that it may become inline for free",
        run: aliases::run,
    },
    Pass {
        name: "paging",
        reason: "an operation that takes a page's number and answers with items can be walked through",
        run: paging::run,
    },
    Pass {
        name: "idempotency",
        reason: "an idempotency key is no parameter of an operation: the runtime makes and repeats it",
        run: idempotency::run,
    },
    Pass {
        name: "usage",
        reason: "what is sent is built, what is received is read: their structs differ",
        run: usage::run,
    },
    Pass {
        name: "cycles",
        reason: "a type that holds itself needs an indirection to have a size",
        run: cycles::run,
    },
    Pass {
        name: "validate",
        reason: "plan and templates rely on what holds after this",
        run: validate::run,
    },
];

/// Runs the passes, telling `seen` of the IR after each.
///
/// # Errors
///
/// What the last pass finds to be unusable.
pub fn run(
    mut api: Api,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
    seen: &mut dyn FnMut(&Pass, &Api),
) -> Result<Api, Failed> {
    for pass in PASSES {
        (pass.run)(
            &mut api,
            &mut Context {
                source,
                diagnostics,
            },
        );
        seen(pass, &api);
    }
    diagnostics.checked(api)
}

#[cfg(test)]
mod tests;
