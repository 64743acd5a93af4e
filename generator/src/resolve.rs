//! Step 4, Document to Document: follows every `$ref`, wherever it points, and leaves only
//! references to components.
//!
//! References are collected by the walk over the document, so that the `$ref` in an example is
//! ignored. Each is followed by RFC 6901, through other references on its way, to an object with
//! content. If that object is not a component, it is moved to `components` and replaced by a
//! reference, so that a schema with several references is one type. Every object gets its location
//! in the source as the extension [`AT`](crate::extensions::AT).

mod follow;
mod identify;
mod lift;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::diagnostics::{Code, Reporter};
use crate::extensions::is_extension;
use crate::openapi::{Kind, Node, drop_null_items, reference, take_out, walk};
use crate::pointer::Pointer;
use crate::source::Document;

use follow::Problem;
#[cfg(feature = "lint")]
pub(crate) use follow::follow;
pub(crate) use identify::identify;

/// Follows every reference of the document.
///
/// Errors are a reference to another document, an invalid pointer, a missing target, a cycle, and a
/// target of another kind. A schema loses such a reference; other objects with one are left out.
pub(crate) fn resolve(document: Document, reporter: &mut Reporter<'_>) -> Document {
    let mut targets = targets(&document, reporter);
    let mut value = document.value;
    for (kind, at) in std::mem::take(&mut targets.faults) {
        reporter.note_taken_out(&at);
        targets.ends.remove(&at);
        let part = match kind {
            Kind::Schema => at.child("$ref"),
            _ => at,
        };
        take_out(&mut value, &part);
    }
    let mut value = lift::lift(&value, &targets);
    if reporter.has_taken_out() {
        drop_null_items(&mut value);
    }
    Document {
        source: document.source,
        value,
    }
}

/// The target of each `$ref`, by the location of the object with it, and the kind of each target.
#[derive(Debug, Default)]
struct Targets {
    ends: BTreeMap<Pointer, Pointer>,
    kinds: BTreeMap<Pointer, Kind>,
    /// The objects with references that cannot be followed.
    faults: Vec<(Kind, Pointer)>,
}

/// Walks the document, and every target that the walk does not reach (below an unknown keyword, for
/// example).
fn targets(document: &Document, reporter: &mut Reporter<'_>) -> Targets {
    let root = &document.value;
    let mut targets = Targets::default();
    let mut kinds: BTreeMap<Pointer, Kind> = BTreeMap::new();
    let mut queue = VecDeque::from([(Kind::OpenApi, Pointer::root())]);
    let mut reported = BTreeSet::new();
    while let Some((kind, start)) = queue.pop_front() {
        if kinds.contains_key(&start) {
            continue;
        }
        let Some(value) = start.get(root) else {
            continue;
        };
        let mut found = Vec::new();
        let node = Node {
            kind,
            at: start,
            value,
        };
        walk(node, &mut |node| {
            kinds.entry(node.at.clone()).or_insert(node.kind);
            if let Some(text) = reference(node.value) {
                found.push((node.kind, node.at.clone(), text));
            }
        });
        for (kind, at, text) in found {
            if kind.section().is_none() {
                let message = format!("{} cannot be a reference", kind.with_article());
                reporter.report(Code::RefUnsupported, &at, message);
                targets.faults.push((kind, at));
                continue;
            }
            match follow::follow(root, text) {
                Ok(end) => {
                    queue.push_back((kind, end.clone()));
                    targets.kinds.insert(end.clone(), kind);
                    targets.ends.insert(at, end);
                }
                Err(problem) => {
                    if reported.insert(at.clone()) {
                        let is_reported = matches!(&problem, Problem::Dangling(end) if reporter.is_taken_out(end));
                        if !is_reported {
                            problem.report(reporter, &at, text);
                        }
                        targets.faults.push((kind, at));
                    }
                }
            }
        }
    }
    let mut mistaken = Vec::new();
    for (at, end) in &targets.ends {
        if let (Some(&expected), Some(&found)) = (kinds.get(at), kinds.get(end))
            && expected != found
        {
            let message = format!(
                "the reference must refer to {}, not to {} (`{end}`)",
                expected.with_article(),
                found.with_article()
            );
            reporter.report(Code::RefKind, at, message);
            mistaken.push((expected, at.clone()));
        }
    }
    targets.faults.extend(mistaken);
    for (at, end) in &targets.ends {
        if kinds.get(at) == Some(&Kind::PathItem) {
            report_overridden(root, at, end, reporter);
        }
    }
    targets
}

/// Reports the keywords of a path item that its `$ref` replaces as well. Parameters are combined,
/// and the docs of the path item take precedence, like those of a Reference Object.
fn report_overridden(root: &Value, at: &Pointer, end: &Pointer, reporter: &mut Reporter<'_>) {
    let (Some(Value::Object(own)), Some(target)) = (at.get(root), end.get(root)) else {
        return;
    };
    let is_combined = |name: &str| {
        ["$ref", "parameters", "summary", "description"].contains(&name) || is_extension(name)
    };
    for name in own.keys().filter(|name| !is_combined(name)) {
        if target.get(name).is_some() {
            let message =
                format!("`{name}` is used, and not the `{name}` that the path item refers to");
            reporter.report(Code::RefOverridden, &at.child(name), message);
        }
    }
}

#[cfg(test)]
mod tests;
