//! Where in a body decoding failed.
//!
//! Nothing is kept while all goes well. When a value can't be decoded, each list and object that it is in adds its step
//! on the way out, from the innermost to the outermost, and [`with_path`] makes a text of them: `results[3].created`.
//!
//! The steps are kept beside the error and not in it, per thread and for one decoding at a time: an error of serde's
//! is a message only, and models that read a value in two goes start anew in the middle of a body.

use std::cell::RefCell;
use std::fmt::Write;

/// A step from a value to one in it.
pub(crate) enum Step {
    /// To a property of an object.
    Property(String),
    /// To an element of an array, counted from 0.
    Element(usize),
}

thread_local! {
    /// The steps so far, the innermost first. `None` while nothing is decoded that wants them.
    static STEPS: RefCell<Option<Vec<Step>>> = const { RefCell::new(None) };
}

/// Decodes something. When that fails, says where as well, unless it is the whole of it.
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

/// Adds the step that led to a value which could not be decoded.
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
                // Writing to a `String` can't fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
    (!path.is_empty()).then_some(path)
}
