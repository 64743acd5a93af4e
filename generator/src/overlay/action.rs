//! One action: what it selects, and how it changes that.

use std::sync::Arc;

use serde_json::Value;
use serde_json_path::{JsonPath, LocatedNode, PathElement};

use crate::diagnostics::Diagnostic;
use crate::pointer::Pointer;
use crate::source::{Document, Source, kind};

use super::merge;

/// An action that is well formed.
#[derive(Debug)]
pub(super) struct Action<'o> {
    /// Its place in the overlay.
    pub(super) pointer: Pointer,
    /// The target as it is written.
    pub(super) target: &'o str,
    pub(super) path: JsonPath,
    pub(super) change: Change<'o>,
}

/// What is done to each place that the target selects.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change<'o> {
    Update(&'o Value),
    Remove,
}

/// Why an action could not be applied.
type Refusal = Box<Diagnostic>;

impl Action<'_> {
    /// Changes the document; `overlay` is where the action stands.
    pub(super) fn apply(
        &self,
        document: &mut Document,
        overlay: &Arc<Source>,
    ) -> Result<(), Refusal> {
        let selected = places(&self.path, &document.value);
        if selected.is_empty() {
            let message = format!(
                "the target `{}` selects nothing in {}",
                self.target, document.source.path
            );
            let help = "look where the document has it now: mend the target, or delete the action";
            return Err(self.refusal(overlay, "overlay-no-match", message, help));
        }
        match self.change {
            Change::Update(update) => self.update(update, &selected, document, overlay),
            Change::Remove => self.remove(selected, document, overlay),
        }
    }

    fn update(
        &self,
        update: &Value,
        selected: &[Place],
        document: &mut Document,
        overlay: &Arc<Source>,
    ) -> Result<(), Refusal> {
        let mut changed = false;
        for place in selected {
            let pointer = pointer(place);
            // A place may be gone because the update of one that held it has replaced it.
            let Some(target) = pointer.get_mut(&mut document.value) else {
                continue;
            };
            changed |= match (target, update) {
                (Value::Object(target), Value::Object(update)) => merge::objects(target, update),
                (Value::Array(target), item) => merge::append(target, std::slice::from_ref(item)),
                (Value::Object(_), other) => {
                    let message = format!(
                        "the target selects an object at {}, the update is {}",
                        named(&pointer),
                        kind(other)
                    );
                    let help = "an object takes an object with the members to add or to replace";
                    return Err(self.refusal(overlay, "overlay-update-type", message, help));
                }
                (primitive, _) => {
                    let message = format!(
                        "the target selects {} at {}",
                        kind(primitive),
                        named(&pointer)
                    );
                    let help = "an update takes objects and lists: select the object that holds it, and update that";
                    return Err(self.refusal(overlay, "overlay-target-primitive", message, help));
                }
            };
        }
        if changed {
            return Ok(());
        }
        let message = format!(
            "the update of `{}` changes nothing in {}",
            self.target, document.source.path
        );
        let help = "upstream has it now: delete the action";
        Err(self.refusal(overlay, "overlay-no-change", message, help))
    }

    /// Removes from the end: what is inside goes before what holds it, and the later items of a list before the
    /// earlier ones, so that no place moves before its turn.
    fn remove(
        &self,
        mut selected: Vec<Place>,
        document: &mut Document,
        overlay: &Arc<Source>,
    ) -> Result<(), Refusal> {
        selected.sort();
        for place in selected.iter().rev() {
            let Some((last, holder)) = place.split_last() else {
                let help = "select the members to remove";
                return Err(self.refusal(
                    overlay,
                    "overlay-remove-root",
                    "the document itself can't be removed",
                    help,
                ));
            };
            match (pointer(holder).get_mut(&mut document.value), last) {
                // The order of the other members stays.
                (Some(Value::Object(members)), Step::Member(key)) => {
                    drop(members.shift_remove(key))
                }
                (Some(Value::Array(items)), Step::Item(index)) if *index < items.len() => {
                    drop(items.remove(*index))
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn refusal(
        &self,
        overlay: &Arc<Source>,
        code: &'static str,
        message: impl Into<String>,
        help: &str,
    ) -> Refusal {
        Box::new(Diagnostic::error(code, overlay, &self.pointer, message).help(help))
    }
}

/// The way to a selected place.
type Place = Vec<Step>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Item(usize),
    Member(String),
}

/// The places that a target selects, in the document's order, each once.
fn places(path: &JsonPath, root: &Value) -> Vec<Place> {
    let located = path.query_located(root).dedup();
    located.iter().map(place).collect()
}

fn place(node: &LocatedNode<'_>) -> Place {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Index(index) => Step::Item(*index),
        PathElement::Name(name) => Step::Member((*name).to_owned()),
    };
    node.location().iter().map(step).collect()
}

fn pointer(place: &[Step]) -> Pointer {
    Pointer::from_tokens(place.iter().map(|step| match step {
        Step::Item(index) => index.to_string(),
        Step::Member(name) => name.clone(),
    }))
}

fn named(pointer: &Pointer) -> String {
    match pointer.to_string() {
        root if root.is_empty() => "the root".to_owned(),
        other => other,
    }
}
