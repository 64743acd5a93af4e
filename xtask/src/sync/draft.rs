//! Drafts of new parts of a document: their facts, with marks where prose is missing.

use sdk_generator::UNWRITTEN;
use serde_json::{Map, Value};

use super::prose::{Keys, Part};

/// A part of another document without its prose. Each text and example is replaced by
/// [`UNWRITTEN`].
pub(super) fn draft(theirs: &Value, keys: Keys) -> Value {
    match theirs {
        Value::Object(object) => {
            let mut draft = Map::new();
            for (key, value) in object {
                let drafted = match keys.part(key) {
                    Part::Text | Part::Example => Value::from(UNWRITTEN),
                    Part::Publisher => continue,
                    Part::Fact => self::draft(value, keys.within(key, value.is_object())),
                };
                draft.insert(key.clone(), drafted);
            }
            Value::Object(draft)
        }
        Value::Array(items) => items.iter().map(|item| draft(item, keys)).collect(),
        other => other.clone(),
    }
}

/// The JSON pointers of all prose that is marked as missing.
pub(super) fn unwritten(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, "", &mut found);
    found
}

fn collect(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), found);
            }
        }
        Value::String(text) if text == UNWRITTEN => found.push(at.to_owned()),
        _ => {}
    }
}
