//! The document as the rules see it: every object with its kind, and where references lead.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use crate::extensions::is_extension;
use crate::openapi::{Kind, Node, reference, walk};
use crate::pointer::Pointer;
use crate::resolve::follow;

/// The methods of a path item.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// A document and what the rules ask of it.
pub(super) struct Context<'v> {
    pub(super) root: &'v Value,
    /// Every object, including those that only references reach.
    pub(super) nodes: Vec<Node<'v>>,
    pub(super) operations: Vec<Operation<'v>>,
    /// The second number of the OpenAPI version.
    pub(super) minor: u32,
    /// The objects with a reference that cannot be followed: location, text, reason.
    pub(super) unresolved: Vec<(Pointer, String, String)>,
    /// Where walks start, beside the root: the objects in files, and the targets of references that
    /// are not where OpenAPI has objects.
    pub(super) starts: Vec<(Kind, Pointer)>,
    /// The target of each object with a reference.
    targets: BTreeMap<Pointer, Pointer>,
}

/// An operation of a path or a webhook.
pub(super) struct Operation<'v> {
    /// The path template, or the name of the webhook.
    pub(super) path: &'v str,
    pub(super) method: &'v str,
    pub(super) at: Pointer,
    /// The path item that contains it.
    pub(super) item: Pointer,
    pub(super) value: &'v Value,
    pub(super) is_webhook: bool,
}

impl Operation<'_> {
    /// `` `GET /a` ``
    pub(super) fn named(&self) -> String {
        format!("`{} {}`", self.method.to_uppercase(), self.path)
    }
}

impl<'v> Context<'v> {
    pub(super) fn new(root: &'v Value, parts: &[(Kind, Pointer)]) -> Self {
        let version = root.get("openapi").and_then(Value::as_str);
        let minor = version.and_then(|version| version.split('.').nth(1));
        let mut context = Self {
            root,
            nodes: Vec::new(),
            operations: Vec::new(),
            minor: minor.and_then(|minor| minor.parse().ok()).unwrap_or(1),
            unresolved: Vec::new(),
            starts: Vec::new(),
            targets: BTreeMap::new(),
        };
        context.walk(parts);
        context.list_operations();
        context
    }

    /// Walks the document, its files, and the targets that these walks do not reach.
    fn walk(&mut self, parts: &[(Kind, Pointer)]) {
        let mut kinds: BTreeMap<Pointer, Kind> = BTreeMap::new();
        let mut queue = VecDeque::from([(Kind::OpenApi, Pointer::root())]);
        queue.extend(parts.iter().cloned());
        while let Some((kind, at)) = queue.pop_front() {
            let Some(value) = at.get(self.root).filter(|_| !kinds.contains_key(&at)) else {
                continue;
            };
            if at != Pointer::root() {
                self.starts.push((kind, at.clone()));
            }
            let mut found = Vec::new();
            walk(Node { kind, at, value }, &mut |node| {
                if kinds.insert(node.at.clone(), node.kind).is_none() {
                    found.push(node.clone());
                }
            });
            for node in found {
                if let Some(text) = reference(node.value) {
                    match follow(self.root, text) {
                        Ok(end) => {
                            queue.push_back((node.kind, end.clone()));
                            self.targets.insert(node.at.clone(), end);
                        }
                        Err(problem) => {
                            let why = problem.to_string();
                            self.unresolved
                                .push((node.at.clone(), text.to_owned(), why));
                        }
                    }
                }
                self.nodes.push(node);
            }
        }
    }

    fn list_operations(&mut self) {
        for section in ["paths", "webhooks"] {
            let items = self.root.get(section).and_then(Value::as_object);
            let items = items.into_iter().flatten();
            for (path, _) in items.filter(|(path, _)| !is_extension(path)) {
                let (item, value) = self.resolved(&Pointer::from_tokens([section, path]));
                for method in METHODS {
                    if let Some(operation) = value.get(method) {
                        self.operations.push(Operation {
                            path,
                            method,
                            at: item.child(method),
                            item: item.clone(),
                            value: operation,
                            is_webhook: section == "webhooks",
                        });
                    }
                }
            }
        }
    }

    /// The nodes of a kind.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Node<'v>> {
        self.nodes.iter().filter(move |node| node.kind == kind)
    }

    /// The object at a location, or the one that its reference leads to. An object that does not
    /// exist is null.
    pub(super) fn resolved(&self, at: &Pointer) -> (Pointer, &'v Value) {
        let mut at = at;
        // References with siblings lead to each other in a chain, which is finite.
        for _ in 0..self.targets.len() {
            match self.targets.get(at) {
                Some(end) if end != at => at = end,
                _ => break,
            }
        }
        (at.clone(), at.get(self.root).unwrap_or(&Value::Null))
    }

    /// The parameters of a list, with what their references lead to.
    pub(super) fn parameters(&self, owner: &Pointer) -> Vec<(Pointer, &'v Value)> {
        let list = owner.child("parameters");
        let count = list
            .get(self.root)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let resolve = |index: usize| {
            let at = list.child(index.to_string());
            let (_, value) = self.resolved(&at);
            (at, value)
        };
        (0..count).map(resolve).collect()
    }

    /// The responses of an operation by status, with what their references lead to.
    pub(super) fn responses(
        &self,
        operation: &Operation<'v>,
    ) -> Vec<(&'v str, Pointer, Pointer, &'v Value)> {
        let responses = operation.value.get("responses").and_then(Value::as_object);
        let statuses = responses.into_iter().flat_map(|responses| responses.keys());
        let statuses = statuses.filter(|status| !is_extension(status));
        let resolve = |status: &'v String| {
            let at = operation.at.child("responses").child(status);
            let (end, value) = self.resolved(&at);
            (status.as_str(), at, end, value)
        };
        statuses.map(resolve).collect()
    }

    /// The locations of the JSON schemas in a `content` object.
    pub(super) fn content_schemas(&self, owner: &Pointer, value: &Value) -> Vec<Pointer> {
        let content = value.get("content").and_then(Value::as_object);
        let types = content.into_iter().flatten();
        let json = types.filter(|(media_type, _)| media_type.contains("json"));
        json.filter(|(_, one)| one.get("schema").is_some())
            .map(|(media_type, _)| owner.child("content").child(media_type).child("schema"))
            .collect()
    }
}
