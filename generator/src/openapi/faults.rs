//! Faulty parts of a document. A step that reports one takes it out, so that the following steps can
//! inspect the rest, and one run reports the problems of all of them.

use serde_json::Value;

use crate::pointer::Pointer;

/// Removes the value at a location. An item of an array becomes null, so that the locations of the
/// other items stay what they are in the source. [`drop_null_items`] removes it later.
pub(crate) fn take_out(root: &mut Value, at: &Pointer) {
    let (Some(parent), Some(name)) = (at.parent(), at.last()) else {
        return;
    };
    match parent.get_mut(root) {
        Some(Value::Object(object)) => {
            object.shift_remove(&name);
        }
        Some(Value::Array(items)) => {
            let item = name
                .parse()
                .ok()
                .and_then(|index: usize| items.get_mut(index));
            if let Some(item) = item {
                *item = Value::Null;
            }
        }
        _ => {}
    }
}

/// Removes the items that [`take_out`] replaced by null.
pub(crate) fn drop_null_items(value: &mut Value) {
    const OF_OBJECTS: &[&str] = &[
        "parameters",
        "allOf",
        "anyOf",
        "oneOf",
        "prefixItems",
        "servers",
        "security",
        "tags",
    ];
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                if let Value::Array(items) = value
                    && OF_OBJECTS.contains(&name.as_str())
                {
                    items.retain(|item| !item.is_null());
                }
                drop_null_items(value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(drop_null_items),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn locations_of_other_items_stay_the_same_until_the_end() {
        let mut value = json!({"parameters": [1, {"a": 2, "b": [null]}], "enum": [null]});
        take_out(&mut value, &Pointer::from_tokens(["parameters", "0"]));
        take_out(&mut value, &Pointer::from_tokens(["parameters", "1", "a"]));
        take_out(&mut value, &Pointer::from_tokens(["none", "0"]));
        take_out(&mut value, &Pointer::root());
        assert_eq!(
            value,
            json!({"parameters": [null, {"b": [null]}], "enum": [null]})
        );
        drop_null_items(&mut value);
        assert_eq!(
            value,
            json!({"parameters": [{"b": [null]}], "enum": [null]})
        );
    }
}
