//! What is left out if a security scheme is missing or invalid.

use serde_json::Value;

use super::part::{Effect, Part};
use crate::openapi::{Kind, Node, walk};
use crate::pointer::Pointer;

/// Whether a location is in a security scheme.
pub(super) fn is_scheme(at: &Pointer) -> bool {
    let schemes = Pointer::from_tokens(["components", "securitySchemes"]);
    at.is_within(&schemes) && *at != schemes
}

/// The alternatives that name a scheme, and the operations that have no other alternative. The
/// location of the error is that of the scheme or of a requirement, whose last token is its name.
pub(super) fn parts(root: &Value, at: &Pointer) -> Vec<Part> {
    let name = match is_scheme(at) {
        true => at.tokens().get(2).cloned(),
        false => at.last(),
    };
    let name = name.unwrap_or_default();
    let shared = Requirements::of(root, &Pointer::root(), &name);
    let mut parts = Vec::new();
    let node = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: root,
    };
    walk(node, &mut |node| {
        if node.kind != Kind::Operation || node.at.tokens().first().is_none_or(|one| one != "paths")
        {
            return;
        }
        let own = Requirements::of(root, &node.at, &name);
        let effective = own.as_ref().or(shared.as_ref());
        match effective {
            Some(requirements) if requirements.is_all() => parts.push(operation(&node.at)),
            Some(_) => parts.extend(own.into_iter().flat_map(Requirements::alternatives)),
            None => {}
        }
    });
    parts.extend(shared.into_iter().flat_map(Requirements::alternatives));
    let scheme = Pointer::from_tokens(["components", "securitySchemes", &name]);
    if scheme.get(root).is_some() {
        parts.push(unlisted(scheme, format!("the security scheme `{name}`")));
    }
    parts
}

/// The requirements of the root or an operation.
struct Requirements {
    /// The number of alternatives.
    count: usize,
    /// The locations of those that name the scheme.
    with_scheme: Vec<Pointer>,
}

impl Requirements {
    /// `None` if the object has no requirements of its own.
    fn of(root: &Value, owner: &Pointer, scheme: &str) -> Option<Self> {
        let at = owner.child("security");
        let all = at.get(root)?.as_array()?;
        let names = |requirement: &Value| {
            let names = requirement
                .as_object()
                .into_iter()
                .flat_map(|one| one.keys());
            let reference = format!("#/components/securitySchemes/{scheme}");
            names
                .into_iter()
                .any(|name| *name == scheme || *name == reference)
        };
        let with_scheme = all.iter().enumerate().filter(|(_, one)| names(one));
        Some(Self {
            count: all.len(),
            with_scheme: with_scheme
                .map(|(index, _)| at.child(index.to_string()))
                .collect(),
        })
    }

    fn is_all(&self) -> bool {
        self.count > 0 && self.with_scheme.len() == self.count
    }

    /// The alternatives with the scheme, which are left out.
    fn alternatives(self) -> impl Iterator<Item = Part> {
        self.with_scheme
            .into_iter()
            .map(|at| unlisted(at.clone(), format!("the security requirement `#{at}`")))
    }
}

fn operation(at: &Pointer) -> Part {
    let tokens = at.tokens();
    let path = tokens.get(1).cloned().unwrap_or_default();
    let method = at.last().unwrap_or_default();
    Part {
        at: at.clone(),
        effect: Effect::Removed,
        name: format!("the operation `{} {path}`", method.to_uppercase()),
        is_listed: true,
    }
}

fn unlisted(at: Pointer, name: String) -> Part {
    Part {
        at,
        effect: Effect::Removed,
        name,
        is_listed: false,
    }
}
