//! The recursive merge of an `update` into its target. Every function returns whether it changed
//! anything.

use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::effect::Refusal;
use crate::pointer::Pointer;
use crate::text::json_type;

/// What a merge does where the specification or the rules differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge {
    /// An array that contains all of the new items is left as it is.
    pub(super) skips_known_items: bool,
    /// Values of different types are an error; otherwise the new one replaces the old one.
    pub(super) refuses_other_types: bool,
}

impl Merge {
    /// Merges an object into another: nested objects are merged, arrays appended, other values
    /// replaced.
    pub(super) fn objects(
        self,
        target: &mut Map<String, Value>,
        update: &Map<String, Value>,
        at: &Pointer,
    ) -> Result<bool, Refusal> {
        let mut changed = false;
        for (key, value) in update {
            changed |= match target.entry(key.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(value.clone());
                    true
                }
                Entry::Occupied(mut entry) => {
                    self.values(entry.get_mut(), value, &at.child(key))?
                }
            };
        }
        Ok(changed)
    }

    fn values(self, target: &mut Value, update: &Value, at: &Pointer) -> Result<bool, Refusal> {
        match (target, update) {
            (Value::Object(target), Value::Object(update)) => self.objects(target, update, at),
            (Value::Array(target), Value::Array(update)) => Ok(self.append(target, update)),
            (target, update) if self.refuses_other_types && kind(target) != kind(update) => {
                let (found, given) = (json_type(target), json_type(update));
                Err(Refusal::MergeType(at.clone(), found, given))
            }
            (target, update) => Ok(replace(target, update)),
        }
    }

    /// Appends items to an array.
    pub(super) fn append(self, target: &mut Vec<Value>, items: &[Value]) -> bool {
        let is_known = self.skips_known_items && items.iter().all(|item| target.contains(item));
        if is_known || items.is_empty() {
            return false;
        }
        target.extend_from_slice(items);
        true
    }
}

/// Replaces a value by another one.
pub(super) fn replace(target: &mut Value, update: &Value) -> bool {
    if target == update {
        return false;
    }
    *target = update.clone();
    true
}

/// The kinds of values that a merge treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    Scalar,
}

pub(super) fn kind(value: &Value) -> Kind {
    match value {
        Value::Object(_) => Kind::Object,
        Value::Array(_) => Kind::Array,
        _ => Kind::Scalar,
    }
}
