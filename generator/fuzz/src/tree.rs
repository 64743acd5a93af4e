//! A document as a tree, whose nodes are identified by JSON pointers (RFC 6901).

use serde_json::Value;

/// The pointers of all nodes below the root, parents first.
#[must_use]
pub fn pointers(root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    add(root, &mut String::new(), &mut found);
    found
}

fn add(value: &Value, at: &mut String, found: &mut Vec<String>) {
    let length = at.len();
    let mut child = |name: &str, value: &Value| {
        at.push('/');
        at.push_str(name);
        found.push(at.clone());
        add(value, at, found);
        at.truncate(length);
    };
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                child(&escaped(name), value);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                child(&index.to_string(), value);
            }
        }
        _ => {}
    }
}

/// A name as a token of a pointer.
#[must_use]
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name of a token.
#[must_use]
pub fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The pointer of the parent, and the name or index in it. `None` for the root.
#[must_use]
pub fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    Some((parent, unescaped(token)))
}

/// Removes a node and returns it.
pub fn remove(root: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, name) = split(pointer)?;
    match root.pointer_mut(parent)? {
        Value::Object(object) => object.shift_remove(&name),
        Value::Array(items) => {
            let index: usize = name.parse().ok()?;
            (index < items.len()).then(|| items.remove(index))
        }
        _ => None,
    }
}

/// Renames a key, which keeps its position. An existing key with the new name is replaced.
pub fn rename(root: &mut Value, pointer: &str, new: &str) {
    let Some((parent, name)) = split(pointer) else {
        return;
    };
    if let Some(Value::Object(object)) = root.pointer_mut(parent) {
        let old = std::mem::take(object);
        for (key, value) in old {
            let key = if key == name { new.to_owned() } else { key };
            object.insert(key, value);
        }
    }
}

/// Whether a pointer is another one, or the one of a node in it.
#[must_use]
pub fn is_within(pointer: &str, ancestor: &str) -> bool {
    let rest = pointer.strip_prefix(ancestor);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The number of nodes.
#[must_use]
pub fn size(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.values().map(size).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}
