//! Rebuilds the document so that every target is a component and every reference refers to a
//! component.

use std::cell::RefCell;

use serde_json::{Map, Value, json};

use super::Targets;
use crate::extensions::{AT, FILES};
use crate::openapi::{Kind, METHODS, Node, reference, with_children};
use crate::pointer::Pointer;

/// The document in which only components are targets of references.
pub(super) fn lift(root: &Value, targets: &Targets) -> Value {
    let lift = Lift {
        root,
        targets,
        copied: RefCell::default(),
    };
    let whole = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: root,
    };
    let mut out = lift.rebuilt(&whole);
    // What references point to in files becomes a component, and the rest is not needed.
    if let Some(members) = out.as_object_mut() {
        members.shift_remove(FILES);
    }
    for (end, &kind) in &targets.kinds {
        let (Some(section), Some(value)) = (kind.section(), end.get(root)) else {
            continue;
        };
        if kind.is_copied() || is_component(end, section) {
            continue;
        }
        let home = Node {
            kind,
            at: end.clone(),
            value,
        };
        let lifted = lift.rebuilt(&home);
        if let Some(section) = section_of(&mut out, section) {
            section.insert(end.to_string(), lifted);
        }
    }
    out
}

/// `components/<section>`, inserted if missing.
fn section_of<'v>(out: &'v mut Value, section: &str) -> Option<&'v mut Map<String, Value>> {
    let empty = || Value::Object(Map::new());
    let components = out
        .as_object_mut()?
        .entry("components")
        .or_insert_with(empty);
    let section = components
        .as_object_mut()?
        .entry(section)
        .or_insert_with(empty);
    section.as_object_mut()
}

fn is_component(at: &Pointer, section: &str) -> bool {
    let tokens = at.tokens();
    tokens.len() == 3
        && tokens
            .iter()
            .map(String::as_str)
            .take(2)
            .eq(["components", section])
}

struct Lift<'v> {
    root: &'v Value,
    targets: &'v Targets,
    /// The objects that are being copied to where they are used.
    copied: RefCell<Vec<Pointer>>,
}

impl Lift<'_> {
    /// The new value of a location: the object itself, or a reference to the component that it
    /// became.
    fn replacement(&self, node: &Node<'_>) -> Value {
        let target = match self.targets.ends.get(&node.at) {
            Some(end) if is_alone(node.value) => end,
            _ if self.targets.kinds.contains_key(&node.at) => &node.at,
            _ => return self.rebuilt(node),
        };
        self.reference_to(target, node)
            .unwrap_or_else(|| self.rebuilt(node))
    }

    /// A reference to the component that a target became. `None` if the node itself is that
    /// component.
    fn reference_to(&self, end: &Pointer, node: &Node<'_>) -> Option<Value> {
        if node.kind.is_copied() {
            return (*end != node.at)
                .then(|| self.copy(node.kind, end))
                .flatten();
        }
        let section = node.kind.section()?;
        if is_component(end, section) {
            if *end == node.at {
                return None;
            }
            return Some(reference_value(section, &end.last().unwrap_or_default()));
        }
        Some(reference_value(section, &end.to_string()))
    }

    /// A copy of a target. Inside of itself, as in a callback whose path item has the same callback,
    /// it consists of the locations of its operations.
    fn copy(&self, kind: Kind, end: &Pointer) -> Option<Value> {
        let value = end.get(self.root)?;
        if self.copied.borrow().contains(end) {
            let operations = value.as_object().into_iter().flatten();
            let operations = operations.filter(|(name, _)| METHODS.contains(&name.as_str()));
            let located = operations.map(|(name, _)| {
                let at = end.child(name).to_string();
                (name.clone(), json!({ AT: at }))
            });
            return Some(Value::Object(located.collect()));
        }
        self.copied.borrow_mut().push(end.clone());
        let copy = self.rebuilt(&Node {
            kind,
            at: end.clone(),
            value,
        });
        self.copied.borrow_mut().pop();
        Some(copy)
    }

    /// The object with its children replaced and its location added.
    fn rebuilt(&self, node: &Node<'_>) -> Value {
        if let Some(merged) = self.merged(node) {
            return merged;
        }
        let mut out = with_children(node, &["definitions", "$defs"], &|child| {
            self.replacement(child)
        });
        if let Value::Object(members) = &mut out {
            self.annotate(node, members);
        }
        out
    }

    /// What an object refers to, with what is beside the reference: the docs of a Reference Object,
    /// and any keyword of a path item. `None` if there is no such reference.
    fn merged(&self, node: &Node<'_>) -> Option<Value> {
        let end = self.targets.ends.get(&node.at)?;
        let is_reference = node.kind.has_reference_objects() && has_docs(node.value);
        if node.kind != Kind::PathItem && !is_reference {
            return None;
        }
        let target = Node {
            kind: node.kind,
            at: end.clone(),
            value: end.get(self.root)?,
        };
        let mut merged = self.rebuilt(&target);
        let beside = with_children(node, &["$ref"], &|child| self.replacement(child));
        let (Value::Object(object), Value::Object(beside)) = (&mut merged, beside) else {
            return None;
        };
        for (name, value) in beside {
            let is_kept = node.kind == Kind::PathItem || DOCS.contains(&name.as_str());
            match (object.get_mut(&name), value) {
                // Of two with the same name, the later one is used.
                (Some(Value::Array(list)), Value::Array(own)) if name == "parameters" => {
                    list.extend(own);
                }
                (_, value) if is_kept => {
                    object.insert(name, value);
                }
                _ => {}
            }
        }
        Some(merged)
    }

    fn annotate(&self, node: &Node<'_>, members: &mut Map<String, Value>) {
        if let Some(end) = self.targets.ends.get(&node.at)
            && let Some(section) = node.kind.section()
        {
            let name = if is_component(end, section) {
                end.last().unwrap_or_default()
            } else {
                end.to_string()
            };
            members.insert("$ref".to_owned(), pointer_text(section, &name));
        }
        if node.kind.carries_location() {
            members.insert(AT.to_owned(), Value::String(node.at.to_string()));
        }
    }
}

impl Kind {
    /// Whether objects of the kind are copied to where they are used, because openapiv3 has no
    /// references to them.
    fn is_copied(self) -> bool {
        matches!(self, Self::PathItem | Self::MediaType)
    }

    /// Whether objects of the kind keep extensions after typing and their location is needed.
    fn carries_location(self) -> bool {
        matches!(
            self,
            Self::Schema
                | Self::Operation
                | Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Link
                | Self::MediaType
                | Self::Server
        )
    }
}

/// The keywords of a Reference Object, beside `$ref`.
const DOCS: [&str; 2] = ["summary", "description"];

fn has_docs(value: &Value) -> bool {
    DOCS.iter().any(|name| value.get(name).is_some())
}

fn is_alone(value: &Value) -> bool {
    reference(value).is_some() && value.as_object().is_some_and(|members| members.len() == 1)
}

fn reference_value(section: &str, name: &str) -> Value {
    let mut members = Map::new();
    members.insert("$ref".to_owned(), pointer_text(section, name));
    Value::Object(members)
}

/// The text of a reference to a component: a plain pointer without percent-encoding, since only
/// later steps read it.
fn pointer_text(section: &str, name: &str) -> Value {
    Value::String(format!(
        "#{}",
        Pointer::from_tokens(["components", section, name])
    ))
}
