//! The path in a body at which decoding failed, such as `results[3].created`.
//!
//! While decoding succeeds, nothing is recorded. If a value cannot be decoded, each enclosing array
//! and object records its step as the error propagates, from the innermost to the outermost, and
//! [`with_path`] joins the steps.
//!
//! The steps are in a thread-local and not in the error, because an error of serde is only a
//! message. Unions decode a buffered value inside of a body; their calls of [`with_path`] nest.

#![allow(
    dead_code,
    reason = "models without operations and unions record steps that nothing reads"
)]

use std::cell::RefCell;
use std::fmt::Write;

/// A step from a value to a value inside it.
pub(crate) enum Step {
    /// To a property of an object.
    Property(String),
    /// To an element of an array, counted from 0.
    Element(usize),
}

thread_local! {
    /// The steps so far, the innermost first. `None` outside of [`with_path`].
    static STEPS: RefCell<Option<Vec<Step>>> = const { RefCell::new(None) };
}

/// Runs `decode`. If it fails, returns the path of the failure too, unless that is the root.
pub(crate) fn with_path<T, E>(
    decode: impl FnOnce() -> Result<T, E>,
) -> Result<T, (E, Option<String>)> {
    let outer = STEPS.replace(Some(Vec::new()));
    match decode() {
        Ok(value) => {
            STEPS.set(outer);
            Ok(value)
        }
        Err(error) => {
            let steps = STEPS.replace(outer);
            Err((error, steps.and_then(|steps| path(&steps))))
        }
    }
}

/// Records the step to a value that could not be decoded.
#[cold]
pub(crate) fn record_step(step: Step) {
    STEPS.with_borrow_mut(|steps| {
        if let Some(steps) = steps {
            steps.push(step);
        }
    });
}

fn path(steps: &[Step]) -> Option<String> {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            Step::Property(name) if path.is_empty() => path.push_str(name),
            Step::Property(name) => {
                path.push('.');
                path.push_str(name);
            }
            Step::Element(index) => {
                // Writing to a `String` cannot fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
    (!path.is_empty()).then_some(path)
}
