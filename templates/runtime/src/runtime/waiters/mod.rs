//! Waits until the server has finished something that it does in the background.
//!
//! The calls of some operations have `wait`: those with a property in their response that says
//! whether the server has finished. A [`Wait`] repeats the call until the property has one of the
//! values of its [`Waiter`], and sleeps on the client's clock in between.

mod error;
pub(crate) mod wait;

use serde_json::Value;

pub use wait::Wait;

/// The property of a response that says whether the server has finished, and its final values.
pub struct Waiter {
    /// The path of the property. `*` stands for all properties of an object, or all items of an
    /// array.
    pub property: &'static [&'static str],
    /// The values that mean success.
    pub done: &'static [&'static str],
    /// The values that mean failure.
    pub failed: &'static [&'static str],
}

/// What a response says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    Pending,
    Done,
    /// Finished with this value.
    Failed(&'static str),
}

impl Waiter {
    /// Finished if all values are final, of which there must be at least one. Absent and null
    /// values do not count, and any other value is not final.
    pub(crate) fn progress(&self, body: &Value) -> Progress {
        let mut values = Vec::new();
        collect(body, self.property, &mut values);
        let mut failure = None;
        for value in &values {
            let text = value.as_str();
            let is = |known: &&&str| text == Some(**known);
            match self.failed.iter().find(is) {
                Some(failed) => failure = failure.or(Some(*failed)),
                None if self.done.iter().any(|known| text == Some(known)) => {}
                None => return Progress::Pending,
            }
        }
        match failure {
            Some(value) => Progress::Failed(value),
            None if values.is_empty() => Progress::Pending,
            None => Progress::Done,
        }
    }
}

/// Collects the values at a path, except null.
fn collect<'a>(value: &'a Value, path: &[&str], values: &mut Vec<&'a Value>) {
    match (path, value) {
        (_, Value::Null) => {}
        ([], value) => values.push(value),
        (["*", rest @ ..], Value::Object(object)) => {
            object
                .values()
                .for_each(|value| collect(value, rest, values));
        }
        (["*", rest @ ..], Value::Array(items)) => {
            items.iter().for_each(|item| collect(item, rest, values));
        }
        ([name, rest @ ..], value) => {
            if let Some(value) = value.get(name) {
                collect(value, rest, values);
            }
        }
    }
}
