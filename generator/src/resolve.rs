//! Step 4, Document to Document: follows every `$ref`, wherever it points, and leaves only
//! references to components.
//!
//! References are collected by the walk over the document, so that the `$ref` in an example is
//! ignored. Each is followed by RFC 6901, through other references on its way, to an object with
//! content. If that object is not a component, it is moved to `components` and replaced by a
//! reference, so that a schema with several references is one type. Every object gets its location
//! in the source as the extension [`AT`](crate::extensions::AT).

mod follow;
mod lift;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostics::{Code, Failed, Reporter};
use crate::openapi::{Kind, Node, reference, walk};
use crate::pointer::Pointer;
use crate::source::Document;

/// Follows every reference of the document.
///
/// # Errors
///
/// A reference to another document, an invalid pointer, a missing target, a cycle, or a target of
/// another kind.
pub(crate) fn resolve(
    document: &Document,
    reporter: &mut Reporter<'_>,
) -> Result<Document, Failed> {
    let targets = targets(document, reporter);
    reporter.checked(())?;
    Ok(Document {
        source: document.source.clone(),
        value: lift::lift(&document.value, &targets),
    })
}

/// The target of each `$ref`, by the location of the object with it, and the kind of each target.
#[derive(Debug, Default)]
struct Targets {
    ends: BTreeMap<Pointer, Pointer>,
    kinds: BTreeMap<Pointer, Kind>,
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
                        problem.report(reporter, &at, text);
                    }
                }
            }
        }
    }
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
        }
    }
    targets
}

#[cfg(test)]
mod tests;
