//! One action: selects locations and changes them.

use std::sync::Arc;

use serde_json::Value;

use super::Rules;
use super::effect::{AppliedAction, Effect, Refusal};
use super::merge::{self, Kind, Merge, kind};
use super::target::{Location, Step, Target, pointer};
use super::version::Version;
use crate::diagnostics::{Code, Reporter};
use crate::pointer::Pointer;
use crate::source::{Document, Source};
use crate::text::json_type;

/// A valid action.
#[derive(Debug)]
pub(super) struct Action<'o> {
    /// Its location in the overlay.
    pub(super) pointer: Pointer,
    pub(super) target: Target<'o>,
    pub(super) change: Change<'o>,
    pub(super) version: Version,
    pub(super) rules: Rules,
}

/// What an action does with each selected location.
#[derive(Debug)]
pub(super) enum Change<'o> {
    Update(&'o Value),
    /// Updates with the value of another location.
    Copy(Target<'o>),
    Remove,
    /// The action has no effect, which only the specification allows.
    Nothing,
}

impl Action<'_> {
    /// Changes the document, unless the action cannot be applied.
    pub(super) fn apply(&self, document: &mut Document) -> Effect {
        let root = &mut document.value;
        let selected = self.target.select(root);
        let changed = match &self.change {
            Change::Nothing => return Effect::Nothing,
            Change::Update(update) => self.update(update, &selected, root),
            Change::Copy(source) => {
                copied(source, root).and_then(|value| self.update(&value, &selected, root))
            }
            Change::Remove => remove(selected.clone(), root),
        };
        match changed {
            Err(refusal) => Effect::Refused(refusal),
            Ok(changed) if !changed.is_empty() => Effect::Changed(changed),
            Ok(_) if !selected.is_empty() => Effect::AlreadyMade(pointers(&selected)),
            Ok(_) => {
                let parents = match self.change {
                    Change::Remove => self.target.parents(root),
                    _ => Vec::new(),
                };
                if parents.is_empty() {
                    Effect::NoMatch
                } else {
                    Effect::AlreadyMade(pointers(&parents))
                }
            }
        }
    }

    /// Updates each selected location, and returns those that changed.
    fn update(
        &self,
        update: &Value,
        selected: &[Location],
        root: &mut Value,
    ) -> Result<Vec<Pointer>, Refusal> {
        if self.version >= Version::V1_1 {
            check_same_kind(selected, root)?;
        }
        let mut changed = Vec::new();
        for location in selected {
            let at = pointer(location);
            // The update of an ancestor may have replaced the location.
            if let Some(target) = at.get_mut(root)
                && self.update_one(target, update, &at)?
            {
                changed.push(at);
            }
        }
        Ok(changed)
    }

    fn update_one(
        &self,
        target: &mut Value,
        update: &Value,
        at: &Pointer,
    ) -> Result<bool, Refusal> {
        let is_1_1 = self.version >= Version::V1_1;
        let merge = Merge {
            skips_known_items: self.rules == Rules::Strict,
            refuses_other_types: is_1_1,
        };
        match (target, update) {
            (Value::Object(target), Value::Object(update)) => merge.objects(target, update, at),
            (Value::Array(target), Value::Array(items)) if is_1_1 => {
                Ok(merge.append(target, items))
            }
            (Value::Array(target), item) => Ok(merge.append(target, std::slice::from_ref(item))),
            (target @ Value::Object(_), other) => Err(Refusal::UpdateType(
                at.clone(),
                json_type(target),
                json_type(other),
            )),
            (scalar, _) if !is_1_1 => Err(Refusal::ScalarTarget(at.clone(), json_type(scalar))),
            (scalar, update) if kind(update) == Kind::Scalar => Ok(merge::replace(scalar, update)),
            (scalar, other) => Err(Refusal::UpdateType(
                at.clone(),
                json_type(scalar),
                json_type(other),
            )),
        }
    }

    /// Reports an action that cannot be applied or, with strict rules, is stale.
    pub(super) fn report(
        &self,
        effect: &Effect,
        rules: Rules,
        document: &Document,
        reporter: &mut Reporter<'_>,
    ) {
        let (target, path) = (self.target.text, &document.source.path);
        match effect {
            Effect::Refused(refusal) => self.report_refusal(refusal, path, reporter),
            Effect::Changed(_) | Effect::Nothing => {}
            Effect::AlreadyMade(_) | Effect::NoMatch if rules == Rules::Specification => {}
            Effect::AlreadyMade(_) if !matches!(self.change, Change::Remove) => {
                let message = format!(
                    "the {} of `{target}` changes nothing in {path}",
                    self.kind()
                );
                reporter.report(Code::OverlayNoChange, &self.pointer, message);
            }
            Effect::AlreadyMade(_) | Effect::NoMatch => {
                let message = format!("the target `{target}` selects nothing in {path}");
                reporter.report(Code::OverlayNoMatch, &self.pointer, message);
            }
        }
    }

    fn report_refusal(&self, refusal: &Refusal, path: &str, reporter: &mut Reporter<'_>) {
        let (code, message) = match refusal {
            Refusal::UpdateType(at, found, given) => (
                Code::OverlayUpdateType,
                format!(
                    "{} cannot be updated with {given} (at {})",
                    found,
                    described(at)
                ),
            ),
            Refusal::ScalarTarget(at, found) => (
                Code::OverlayTargetPrimitive,
                format!(
                    "the target of an update must be an object or an array, not {found} (at {})",
                    described(at)
                ),
            ),
            Refusal::MixedTargets(one, other) => (
                Code::OverlayTargetMixed,
                format!(
                    "the target selects different kinds of values (at {} and {})",
                    described(one),
                    described(other)
                ),
            ),
            Refusal::MergeType(at, found, given) => (
                Code::OverlayMergeType,
                format!(
                    "{found} cannot be merged with {given} (at {})",
                    described(at)
                ),
            ),
            Refusal::CopySource(count) => {
                let source = match &self.change {
                    Change::Copy(source) => source.text,
                    _ => "",
                };
                let selected = match count {
                    0 => "nothing".to_owned(),
                    count => format!("{count} locations"),
                };
                let at = self.pointer.child("copy");
                let message = format!("the source `{source}` selects {selected} in {path}");
                return reporter.report(Code::OverlayCopySource, &at, message);
            }
            Refusal::RemoveRoot => (
                Code::OverlayRemoveRoot,
                "the document itself cannot be removed".to_owned(),
            ),
        };
        reporter.report(code, &self.pointer, message);
    }

    /// The action with its effect, for callers of the step.
    pub(super) fn described(&self, overlay: &Arc<Source>, effect: Effect) -> AppliedAction {
        AppliedAction {
            overlay: Arc::clone(overlay),
            pointer: self.pointer.clone(),
            target: self.target.text.to_owned(),
            kind: self.kind(),
            effect,
        }
    }

    fn kind(&self) -> &'static str {
        match self.change {
            Change::Update(_) => "update",
            Change::Copy(_) => "copy",
            Change::Remove => "remove",
            Change::Nothing => "",
        }
    }
}

/// The value of the only location that the source of a copy selects.
fn copied(source: &Target<'_>, root: &Value) -> Result<Value, Refusal> {
    let selected = source.select(root);
    match selected.as_slice() {
        [only] => {
            let value = pointer(only).get(root).cloned();
            value.ok_or(Refusal::CopySource(0))
        }
        others => Err(Refusal::CopySource(others.len())),
    }
}

fn check_same_kind(selected: &[Location], root: &Value) -> Result<(), Refusal> {
    let kind_at = |location: &Location| pointer(location).get(root).map(kind);
    let Some((first, others)) = selected.split_first() else {
        return Ok(());
    };
    match others.iter().find(|other| kind_at(other) != kind_at(first)) {
        Some(other) => Err(Refusal::MixedTargets(pointer(first), pointer(other))),
        None => Ok(()),
    }
}

/// Removes from the end: descendants before ancestors, and later items of an array before earlier
/// ones, so that no location moves before it is removed. Returns the locations as they were.
fn remove(mut selected: Vec<Location>, root: &mut Value) -> Result<Vec<Pointer>, Refusal> {
    selected.sort();
    for location in selected.iter().rev() {
        let Some((last, parent)) = location.split_last() else {
            return Err(Refusal::RemoveRoot);
        };
        match (pointer(parent).get_mut(root), last) {
            // Keeps the order of the other properties.
            (Some(Value::Object(object)), Step::Property(key)) => drop(object.shift_remove(key)),
            (Some(Value::Array(items)), Step::Item(index)) if *index < items.len() => {
                drop(items.remove(*index));
            }
            _ => {}
        }
    }
    Ok(pointers(&selected))
}

fn pointers(locations: &[Location]) -> Vec<Pointer> {
    locations.iter().map(|location| pointer(location)).collect()
}

fn described(pointer: &Pointer) -> String {
    match pointer.to_string() {
        root if root.is_empty() => "the root".to_owned(),
        other => other,
    }
}
