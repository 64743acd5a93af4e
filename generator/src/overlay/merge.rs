//! The recursive merge of an `update` into its target. Every function returns whether it changed
//! anything.

use serde_json::map::Entry;
use serde_json::{Map, Value};

/// Merges an object into another: nested objects are merged, arrays appended, other values
/// replaced.
pub(super) fn objects(target: &mut Map<String, Value>, update: &Map<String, Value>) -> bool {
    let mut changed = false;
    for (key, value) in update {
        changed |= match target.entry(key.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(value.clone());
                true
            }
            Entry::Occupied(mut entry) => values(entry.get_mut(), value),
        };
    }
    changed
}

fn values(target: &mut Value, update: &Value) -> bool {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => objects(target, update),
        (Value::Array(target), Value::Array(update)) => append(target, update),
        (target, update) if target == update => false,
        (target, update) => {
            *target = update.clone();
            true
        }
    }
}

/// Appends items to an array, unless it contains all of them.
pub(super) fn append(target: &mut Vec<Value>, items: &[Value]) -> bool {
    if items.iter().all(|item| target.contains(item)) {
        return false;
    }
    target.extend_from_slice(items);
    true
}
