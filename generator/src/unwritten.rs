//! Prose that is still to be written. `cargo xtask sync` marks it in the drafts of new parts of a
//! document.

use serde_json::Value;

use crate::diagnostics::{Code, Reporter};
use crate::pointer::Pointer;
use crate::source::Document;

/// The value of a title, summary, description or example that is still to be written.
pub const UNWRITTEN: &str = "(unwritten)";

/// Removes the marked properties, so that the SDK is the same as without them, and reports them.
pub(crate) fn remove(document: &mut Document, reporter: &mut Reporter<'_>) {
    if document.source.text.contains(UNWRITTEN) {
        remove_within(&mut document.value, &Pointer::root(), reporter);
    }
}

fn remove_within(value: &mut Value, at: &Pointer, reporter: &mut Reporter<'_>) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| {
                let at = at.child(key);
                let is_marked = value.as_str() == Some(UNWRITTEN);
                if is_marked {
                    reporter.report(Code::Unwritten, &at, format!("`{key}` is unwritten"));
                } else {
                    remove_within(value, &at, reporter);
                }
                !is_marked
            });
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                remove_within(item, &at.child(index.to_string()), reporter);
            }
        }
        _ => {}
    }
}
