//! One action: selects locations and changes them.

use serde_json::Value;
use serde_json_path::{JsonPath, LocatedNode, PathElement};

use crate::diagnostics::{Code, Reporter};
use crate::pointer::Pointer;
use crate::source::Document;
use crate::text::json_type;

use super::merge;

/// A valid action.
#[derive(Debug)]
pub(super) struct Action<'o> {
    /// Its location in the overlay.
    pub(super) pointer: Pointer,
    /// The target as written.
    pub(super) target: &'o str,
    pub(super) path: JsonPath,
    pub(super) change: Change<'o>,
}

/// What an action does with each selected location.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change<'o> {
    Update(&'o Value),
    Remove,
}

impl Action<'_> {
    /// Changes the document, or reports why it cannot.
    pub(super) fn apply(&self, document: &mut Document, reporter: &mut Reporter<'_>) {
        let selected = locations(&self.path, &document.value);
        if selected.is_empty() {
            let message = format!(
                "the target `{}` selects nothing in {}",
                self.target, document.source.path
            );
            reporter.report(Code::OverlayNoMatch, &self.pointer, message);
            return;
        }
        match self.change {
            Change::Update(update) => self.update(update, &selected, document, reporter),
            Change::Remove => self.remove(selected, document, reporter),
        }
    }

    fn update(
        &self,
        update: &Value,
        selected: &[Location],
        document: &mut Document,
        reporter: &mut Reporter<'_>,
    ) {
        let mut changed = false;
        for location in selected {
            let pointer = pointer(location);
            // The update of an ancestor may have replaced the location.
            let Some(target) = pointer.get_mut(&mut document.value) else {
                continue;
            };
            changed |= match (target, update) {
                (Value::Object(target), Value::Object(update)) => merge::objects(target, update),
                (Value::Array(target), item) => merge::append(target, std::slice::from_ref(item)),
                (Value::Object(_), other) => {
                    let message = format!(
                        "the update of an object (at {}) must be an object, not {}",
                        described(&pointer),
                        json_type(other)
                    );
                    return reporter.report(Code::OverlayUpdateType, &self.pointer, message);
                }
                (scalar, _) => {
                    let message = format!(
                        "the target of an update must be an object or an array, not {} (at {})",
                        json_type(scalar),
                        described(&pointer)
                    );
                    return reporter.report(Code::OverlayTargetPrimitive, &self.pointer, message);
                }
            };
        }
        if !changed {
            let message = format!(
                "the update of `{}` changes nothing in {}",
                self.target, document.source.path
            );
            reporter.report(Code::OverlayNoChange, &self.pointer, message);
        }
    }

    /// Removes from the end: descendants before ancestors, and later items of an array before
    /// earlier ones, so that no location moves before it is removed.
    fn remove(
        &self,
        mut selected: Vec<Location>,
        document: &mut Document,
        reporter: &mut Reporter<'_>,
    ) {
        selected.sort();
        for location in selected.iter().rev() {
            let Some((last, parent)) = location.split_last() else {
                let message = "the document itself cannot be removed";
                return reporter.report(Code::OverlayRemoveRoot, &self.pointer, message);
            };
            match (pointer(parent).get_mut(&mut document.value), last) {
                // Keeps the order of the other properties.
                (Some(Value::Object(object)), Step::Property(key)) => {
                    drop(object.shift_remove(key))
                }
                (Some(Value::Array(items)), Step::Item(index)) if *index < items.len() => {
                    drop(items.remove(*index))
                }
                _ => {}
            }
        }
    }
}

/// The path to a selected location.
type Location = Vec<Step>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Item(usize),
    Property(String),
}

/// The locations that a target selects, in document order, without duplicates.
fn locations(path: &JsonPath, root: &Value) -> Vec<Location> {
    let located = path.query_located(root).dedup();
    located.iter().map(location).collect()
}

fn location(node: &LocatedNode<'_>) -> Location {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Index(index) => Step::Item(*index),
        PathElement::Name(name) => Step::Property((*name).to_owned()),
    };
    node.location().iter().map(step).collect()
}

fn pointer(location: &[Step]) -> Pointer {
    Pointer::from_tokens(location.iter().map(|step| match step {
        Step::Item(index) => index.to_string(),
        Step::Property(name) => name.clone(),
    }))
}

fn described(pointer: &Pointer) -> String {
    match pointer.to_string() {
        root if root.is_empty() => "the root".to_owned(),
        other => other,
    }
}
