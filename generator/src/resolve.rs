//! Step 3, Document to Document: follows every `$ref`, wherever it points, and leaves only references to components.
//!
//! References are collected by the walk over the document, so that the `$ref` of an example is left alone. Each is
//! followed by RFC 6901, through other references on its way, to the place that says something. What stands at
//! such a place, if it is not a component already, is lifted into `components` (its own place then refers to it), so
//! that a schema that two members share is one type however they reach it. Lifted objects and all others carry
//! their place in the source as `x-sdk-at`.

mod follow;
mod lift;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::openapi::{Kind, Node, reference, walk};
use crate::pointer::Pointer;
use crate::source::Document;

/// The private extension that holds the JSON pointer of an object in the source document.
pub const AT: &str = "x-sdk-at";

/// Follows every reference of the document.
///
/// # Errors
///
/// A reference to another document, with a bad pointer, to nothing, in a circle, or to an object of another kind.
pub fn resolve(document: &Document, diagnostics: &mut Diagnostics) -> Result<Document, Failed> {
    let targets = targets(document, diagnostics);
    diagnostics.checked(())?;
    Ok(Document {
        source: document.source.clone(),
        value: lift::lift(&document.value, &targets),
    })
}

/// Where each `$ref` of the document ends, by the place of the object that has it, and of what kind the ends are.
#[derive(Debug, Default)]
struct Targets {
    ends: BTreeMap<Pointer, Pointer>,
    kinds: BTreeMap<Pointer, Kind>,
}

/// Walks the document and every place outside of it that a reference reaches (below an unknown keyword, say).
fn targets(document: &Document, diagnostics: &mut Diagnostics) -> Targets {
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
                let message = format!("a {} can't be a reference", kind.name());
                let diagnostic = Diagnostic::error("ref-place", &document.source, &at, message);
                diagnostics.push(diagnostic.help("write the object itself here"));
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
                        diagnostics.push(problem.diagnostic(document, &at, text));
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
                "the reference stands for a {} and points to a {} (`{end}`)",
                expected.name(),
                found.name()
            );
            let diagnostic = Diagnostic::error("ref-kind", &document.source, at, message);
            diagnostics.push(diagnostic.help("point it to an object of the kind that stands here"));
        }
    }
    targets
}

#[cfg(test)]
mod tests;
