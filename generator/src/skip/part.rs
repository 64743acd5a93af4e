//! The part of a document that is left out because of an error at a location.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bundle::Bundle;
use crate::files;
use crate::openapi::{Kind, METHODS, Node, children, reference, walk};
use crate::pointer::Pointer;

/// Keywords that only document: an error in one costs no more than the keyword.
const ANNOTATIONS: &[&str] = &[
    "bearerFormat",
    "contact",
    "description",
    "example",
    "examples",
    "externalDocs",
    "license",
    "summary",
    "termsOfService",
    "title",
    "xml",
];

/// A part of a document that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) at: Pointer,
    pub(super) effect: Effect,
    /// In a message: ``the operation `GET /pets` ``.
    pub(super) name: String,
    /// Whether the SDK lacks something without it. What only documents is not listed, and neither is
    /// a component, since what refers to it is.
    pub(super) is_listed: bool,
}

/// What leaving out a part means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// The document does not have it.
    Removed,
    /// It is a schema that allows any value, so that no value is lost.
    FreeValue,
}

impl Effect {
    /// In a message, after the name of the part.
    pub(super) fn predicate(self) -> &'static str {
        match self {
            Self::Removed => "is left out",
            Self::FreeValue => "allows any value",
        }
    }
}

/// Finds parts of a document with its files.
pub(super) struct Parts<'a> {
    bundle: &'a Bundle,
    /// The objects with references, and the targets of these.
    references: BTreeSet<(Pointer, Pointer)>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(bundle: &'a Bundle) -> Self {
        let root = &bundle.document.value;
        let mut references = BTreeSet::new();
        let files = bundle.parts.iter().cloned();
        for (kind, at) in files.chain([(Kind::OpenApi, Pointer::root())]) {
            let Some(value) = at.get(root) else { continue };
            walk(Node { kind, at, value }, &mut |node| {
                if let Some(target) = target(node.value) {
                    references.insert((node.at.clone(), target));
                }
            });
        }
        Self { bundle, references }
    }

    /// The objects that refer to a part or into it. A reference to a schema that allows any value
    /// is still valid.
    pub(super) fn users(&self, part: &Part) -> Vec<Pointer> {
        let is_gone = |target: &Pointer| {
            target.is_within(&part.at) && (part.effect == Effect::Removed || *target != part.at)
        };
        let users = self.references.iter();
        users
            .filter(|(at, target)| is_gone(target) && !at.is_within(&part.at))
            .map(|(at, _)| at.clone())
            .collect()
    }

    /// The part to leave out because of an error at a location. `None` if there is no SDK without
    /// it.
    pub(super) fn at(&self, at: &Pointer) -> Option<Part> {
        let nodes = self.nodes(at);
        let innermost = nodes.last()?;
        let keyword = token_after(&innermost.at, at);
        if let Some(keyword) = keyword.filter(|name| ANNOTATIONS.contains(&name.as_str())) {
            let location = innermost.at.child(&keyword);
            let owner = files::reference_to(&innermost.at);
            return Some(unlisted(location, format!("the `{keyword}` of `{owner}`")));
        }
        let mut inner: &[Node<'_>] = &nodes;
        while let Some((node, outer)) = inner.split_last() {
            if let Some(part) = self.of_node(node, outer, at) {
                return Some(part);
            }
            inner = outer;
        }
        None
    }

    /// The objects around a location, outermost first.
    fn nodes(&self, at: &Pointer) -> Vec<Node<'a>> {
        let root = &self.bundle.document.value;
        let starts = self.bundle.parts.iter();
        let start = starts
            .filter(|(_, start)| at.is_within(start))
            .min_by_key(|(_, start)| start.tokens().len());
        let (kind, start) = match start {
            Some((kind, start)) => (*kind, start.clone()),
            None => (Kind::OpenApi, Pointer::root()),
        };
        let mut nodes = Vec::new();
        let mut next = start.get(root).map(|value| Node {
            kind,
            at: start.clone(),
            value,
        });
        while let Some(node) = next {
            next = children(&node)
                .into_iter()
                .find(|one| at.is_within(&one.at));
            nodes.push(node);
        }
        nodes
    }

    /// The part that an object is, if it can be left out of what is around it.
    fn of_node(&self, node: &Node<'_>, outer: &[Node<'_>], at: &Pointer) -> Option<Part> {
        let reference = files::reference_to(&node.at);
        let parent = outer.last().map(|parent| parent.kind);
        match node.kind {
            Kind::Schema => {
                return Some(Part {
                    at: node.at.clone(),
                    effect: Effect::FreeValue,
                    name: format!("the schema `{reference}`"),
                    is_listed: true,
                });
            }
            Kind::OpenApi => return path_key(at),
            Kind::Components | Kind::Info | Kind::SecurityScheme => return None,
            Kind::Discriminator => return None,
            _ => {}
        }
        // A component, or an object in a file: what refers to it is left out too.
        if matches!(parent, None | Some(Kind::Components)) && node.kind != Kind::PathItem {
            return Some(unlisted(node.at.clone(), format!("`{reference}`")));
        }
        match node.kind {
            Kind::Contact
            | Kind::Example
            | Kind::ExternalDocs
            | Kind::License
            | Kind::Link
            | Kind::Tag
            | Kind::Xml => Some(unlisted(node.at.clone(), format!("`{reference}`"))),
            Kind::Server => Some(listed(node.at.clone(), format!("the server `{reference}`"))),
            Kind::Header | Kind::Callback => {
                let kind = node.kind.name().to_lowercase();
                let name = node.at.last().unwrap_or_default();
                let owner = owner(outer);
                Some(listed(
                    node.at.clone(),
                    format!("the {kind} `{name}` of {owner}"),
                ))
            }
            Kind::Parameter => self.parameter(node, outer),
            Kind::Response => {
                let status = node.at.last().unwrap_or_default();
                let is_error = !status.starts_with(['1', '2', '3']) && status != "default";
                let name = format!("the response `{status}` of {}", owner(outer));
                is_error.then(|| listed(node.at.clone(), name))
            }
            Kind::Operation => {
                let is_called = !is_sent_by_server(outer);
                is_called.then(|| listed(node.at.clone(), operation(node, outer)))
            }
            Kind::PathItem => path_item(node, outer, at),
            _ => None,
        }
    }

    /// A parameter that requests need not have.
    fn parameter(&self, node: &Node<'_>, outer: &[Node<'_>]) -> Option<Part> {
        let value = self.followed(node.value)?;
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let (name, location) = (text("name")?, text("in")?);
        let is_required = location == "path"
            || value
                .get("required")
                .is_some_and(|required| *required != Value::Bool(false));
        let name = format!("the {location} parameter `{name}` of {}", owner(outer));
        (!is_required).then(|| listed(node.at.clone(), name))
    }

    /// The object that a chain of references ends at.
    fn followed(&self, value: &'a Value) -> Option<&'a Value> {
        let mut value = value;
        // A chain that is longer is a cycle, or nothing that a document needs.
        for _ in 0..16 {
            match target(value) {
                Some(target) => value = target.get(&self.bundle.document.value)?,
                None => return reference(value).is_none().then_some(value),
            }
        }
        None
    }
}

/// The target of a reference within the document.
fn target(value: &Value) -> Option<Pointer> {
    let fragment = reference(value)?.strip_prefix('#')?;
    Pointer::parse_fragment(fragment).ok()
}

fn listed(at: Pointer, name: String) -> Part {
    Part {
        at,
        effect: Effect::Removed,
        name,
        is_listed: true,
    }
}

fn unlisted(at: Pointer, name: String) -> Part {
    Part {
        is_listed: false,
        ..listed(at, name)
    }
}

/// The token after `outer` on the way to `inner`.
fn token_after(outer: &Pointer, inner: &Pointer) -> Option<String> {
    let depth = outer.tokens().len();
    inner.tokens().into_iter().nth(depth)
}

/// A key of `paths` that is not a path, or whose value is not an object.
fn path_key(at: &Pointer) -> Option<Part> {
    match at.tokens().as_slice() {
        [paths, key, ..] if paths == "paths" => {
            let at = Pointer::from_tokens([paths, key]);
            Some(listed(at, format!("the path `{key}`")))
        }
        _ => None,
    }
}

/// A path, one of its methods that is not an object, or an event.
fn path_item(node: &Node<'_>, outer: &[Node<'_>], at: &Pointer) -> Option<Part> {
    if outer.iter().any(|one| one.kind == Kind::Callback) {
        return None;
    }
    let key = node.at.last().unwrap_or_default();
    if is_sent_by_server(outer)
        || node
            .at
            .tokens()
            .first()
            .is_some_and(|one| one == "webhooks")
    {
        return Some(listed(node.at.clone(), format!("the event `{key}`")));
    }
    let method = token_after(&node.at, at).filter(|name| METHODS.contains(&name.as_str()));
    if let Some(method) = method {
        let at = node.at.child(&method);
        let name = operation_name(&method.to_uppercase(), node);
        return Some(listed(at, name));
    }
    Some(match outer.last().map(|parent| parent.kind) {
        Some(Kind::OpenApi) => listed(node.at.clone(), format!("the path `{key}`")),
        _ => {
            let reference = files::reference_to(&node.at);
            unlisted(node.at.clone(), format!("`{reference}`"))
        }
    })
}

/// Whether requests come from the server: those of webhooks and callbacks.
fn is_sent_by_server(outer: &[Node<'_>]) -> bool {
    outer.iter().any(|one| {
        one.kind == Kind::Callback
            || (one.kind == Kind::PathItem
                && one
                    .at
                    .tokens()
                    .first()
                    .is_some_and(|first| first == "webhooks"))
    })
}

/// What a parameter, header, response or callback belongs to.
fn owner(outer: &[Node<'_>]) -> String {
    let mut around = outer;
    while let Some((node, further)) = around.split_last() {
        match node.kind {
            Kind::Operation => {
                let operation = operation(node, further);
                return operation.replacen("the operation ", "", 1);
            }
            Kind::PathItem => {
                return format!("`{}`", node.at.last().unwrap_or_default());
            }
            _ => around = further,
        }
    }
    let at = outer.last().map(|node| files::reference_to(&node.at));
    format!("`{}`", at.unwrap_or_default())
}

fn operation(node: &Node<'_>, outer: &[Node<'_>]) -> String {
    let method = node.at.last().unwrap_or_default();
    let is_additional = node
        .at
        .parent()
        .and_then(|parent| parent.last())
        .is_some_and(|parent| parent == "additionalOperations");
    let method = match is_additional {
        true => method,
        false => method.to_uppercase(),
    };
    match outer.last() {
        Some(item) => operation_name(&method, item),
        None => format!("the operation `{}`", files::reference_to(&node.at)),
    }
}

fn operation_name(method: &str, item: &Node<'_>) -> String {
    let tokens = item.at.tokens();
    match tokens.as_slice() {
        [paths, path] if paths == "paths" => format!("the operation `{method} {path}`"),
        _ => format!(
            "the operation `{method}` of `{}`",
            files::reference_to(&item.at)
        ),
    }
}
