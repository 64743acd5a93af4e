//! Step 3, Document to Document: adds the files that the document refers to.
//!
//! References are collected by the walk over the document, so that the `$ref` in an example is
//! ignored. Each file is read once, added below an extension of the root, and walked from the
//! objects that references point to. References to files, and those inside of files, become
//! references within the one document, which `resolve` follows.

mod target;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::extensions::FILES;
use crate::files::{self, Files};
use crate::openapi::{Kind, Node, reference, walk};
use crate::pointer::Pointer;
use crate::source::{self, Document};
use crate::source_file::Source;

use target::{Fragment, Target};

/// A document with its files.
#[derive(Debug, Clone)]
pub(crate) struct Bundle {
    pub(crate) document: Document,
    /// The objects in files that references point to, with their kinds.
    pub(crate) parts: Vec<(Kind, Pointer)>,
}

/// Adds the files to the document. Reports references to URLs, and files that cannot be read or are
/// not objects in YAML or JSON; such references stay as they are.
pub(crate) fn bundle(
    document: Document,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Bundle {
    if !refers_to_files(&document.value) {
        let parts = Vec::new();
        return Bundle { document, parts };
    }
    let mut bundler = Bundler {
        main: &document,
        files,
        diagnostics,
        loaded: IndexMap::new(),
        walked: BTreeMap::new(),
        edits: BTreeMap::new(),
        reported: BTreeSet::new(),
    };
    bundler.run();
    let Bundler {
        loaded,
        walked,
        edits,
        ..
    } = bundler;
    for (path, part) in &loaded {
        if let Some(part) = part {
            diagnostics.add_file(path, &part.source);
        }
    }
    let parts = walked
        .into_iter()
        .filter(|((file, _), _)| !file.is_empty())
        .map(|((file, at), kind)| (kind, files::location(&file, &at)))
        .collect();
    Bundle {
        document: merged(document, loaded, edits),
        parts,
    }
}

/// A file by its path, empty for the document itself, and a location in it.
type FileLocation = (String, Pointer);

struct Bundler<'a> {
    main: &'a Document,
    files: &'a dyn Files,
    diagnostics: &'a mut Diagnostics,
    /// The files by path. `None` for one that cannot be used, which has been reported.
    loaded: IndexMap<String, Option<Arc<Document>>>,
    /// Where walks start.
    walked: BTreeMap<FileLocation, Kind>,
    /// The new text of each reference that changes, by the location of the text.
    edits: BTreeMap<FileLocation, String>,
    /// The locations with a problem, since several walks can reach them.
    reported: BTreeSet<FileLocation>,
}

/// A reference: its location, its text and the kind of object that it must refer to.
struct Found {
    at: Pointer,
    text: String,
    kind: Kind,
}

impl Bundler<'_> {
    fn run(&mut self) {
        let mut queue = VecDeque::from([(String::new(), Kind::OpenApi, Pointer::root())]);
        while let Some((file, kind, start)) = queue.pop_front() {
            let location = (file.clone(), start.clone());
            if self.walked.contains_key(&location) {
                continue;
            }
            self.walked.insert(location, kind);
            for found in self.references(&file, kind, start) {
                queue.extend(self.follow(&file, found));
            }
        }
    }

    fn document(&self, file: &str) -> Option<&Document> {
        match file {
            "" => Some(self.main),
            _ => self.loaded.get(file)?.as_deref(),
        }
    }

    /// The references of an object and its descendants.
    fn references(&self, file: &str, kind: Kind, start: Pointer) -> Vec<Found> {
        let mut found = Vec::new();
        let document = self.document(file);
        let Some(value) = document.and_then(|document| start.get(&document.value)) else {
            return found;
        };
        let node = Node {
            kind,
            at: start,
            value,
        };
        walk(node, &mut |node| {
            let mut push = |at: Pointer, text: &str, kind| {
                found.push(Found {
                    at,
                    text: text.to_owned(),
                    kind,
                });
            };
            if let Some(text) = reference(node.value) {
                push(node.at.child("$ref"), text, node.kind);
            }
            if node.kind == Kind::Discriminator {
                for (name, target) in mapping(node.value) {
                    push(node.at.join(["mapping", name]), target, Kind::Schema);
                }
                let default = node.value.get("defaultMapping").and_then(Value::as_str);
                if let Some(target) = default.filter(|target| is_reference(target)) {
                    push(node.at.child("defaultMapping"), target, Kind::Schema);
                }
            }
        });
        found
    }

    /// Records the new text of a reference, and returns its target.
    fn follow(&mut self, file: &str, found: Found) -> Option<(String, Kind, Pointer)> {
        let Found { at, text, kind } = found;
        let to = match Target::of(&text, file, self.main) {
            Ok(to) => to,
            Err(problem) => {
                let message = format!("the reference `{text}` {problem}");
                self.report(Code::RefExternal, file, &at, message);
                return None;
            }
        };
        if file.is_empty() && to.file.is_empty() {
            if !text.starts_with('#') {
                self.edits.insert((String::new(), at), to.fragment.text());
            }
            // The walk from the root does not reach what is below an unknown keyword.
            return match to.fragment.in_value(&self.main.value) {
                Fragment::Pointer(inner) => Some((String::new(), kind, inner)),
                Fragment::Name(_) => None,
            };
        }
        self.load(&to.file, file, &at, &text);
        let document = self.document(&to.file)?;
        let Fragment::Pointer(inner) = to.fragment.in_value(&document.value) else {
            let message = format!("the reference `{text}` has no target");
            self.report(Code::RefDangling, file, &at, message);
            return None;
        };
        let whole = match to.file.as_str() {
            "" => inner.clone(),
            path => files::location(path, &inner),
        };
        let location = (file.to_owned(), at);
        self.edits.insert(location, Fragment::Pointer(whole).text());
        Some((to.file, kind, inner))
    }

    /// Reads a file, unless that was tried already.
    fn load(&mut self, path: &str, file: &str, at: &Pointer, text: &str) {
        if path.is_empty() || self.loaded.contains_key(path) {
            return;
        }
        let document = match self.files.read(path) {
            Ok(text) => {
                let path = target::beside(&self.main.source.path, path);
                let source = Arc::new(Source { path, text });
                source::read(source, self.diagnostics).ok()
            }
            Err(error) => {
                // The text of this error depends on the platform.
                let why = match error.kind() {
                    io::ErrorKind::NotFound => "does not exist".to_owned(),
                    _ => format!("cannot be read: {error}"),
                };
                let message = format!("the reference `{text}` refers to a file that {why}");
                self.report(Code::RefExternal, file, at, message);
                None
            }
        };
        self.loaded.insert(path.to_owned(), document.map(Arc::new));
    }

    fn report(&mut self, code: Code, file: &str, at: &Pointer, message: String) {
        let is_new = self.reported.insert((file.to_owned(), at.clone()));
        if let Some(document) = self.document(file).filter(|_| is_new) {
            let source = Arc::clone(&document.source);
            let diagnostic = Diagnostic::new(code, &source, at, message);
            self.diagnostics.push(diagnostic);
            // The object with the reference: `resolve` cannot follow it either.
            let object = at.parent().unwrap_or_default();
            let object = match file {
                "" => object,
                path => files::location(path, &object),
            };
            self.diagnostics.note_taken_out(&self.main.source, &object);
        }
    }
}

/// Whether a value has a `$ref` or a discriminator's target that is not within the document. Most
/// documents have none, and are not walked.
fn refers_to_files(value: &Value) -> bool {
    match value {
        Value::Object(object) => object
            .iter()
            .any(|(key, value)| match (key.as_str(), value) {
                ("$ref", Value::String(text)) => !text.starts_with('#'),
                ("defaultMapping", Value::String(text)) => {
                    !text.starts_with('#') && is_reference(text)
                }
                ("mapping", Value::Object(targets)) => targets.values().any(|target| {
                    let is_file = |text: &str| !text.starts_with('#') && is_reference(text);
                    target.as_str().is_some_and(is_file) || refers_to_files(target)
                }),
                _ => refers_to_files(value),
            }),
        Value::Array(items) => items.iter().any(refers_to_files),
        _ => false,
    }
}

/// The targets of a discriminator that are references, by value.
fn mapping(discriminator: &Value) -> impl Iterator<Item = (&String, &str)> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let targets = mapping.into_iter().flatten();
    targets
        .filter_map(|(value, target)| Some((value, target.as_str()?)))
        .filter(|(_, target)| is_reference(target))
}

/// Whether the target of a mapping is a reference, and not the name of a component.
fn is_reference(target: &str) -> bool {
    target.contains(['#', '/', '.'])
}

/// The document with the files below its root, and the new references.
fn merged(
    mut document: Document,
    loaded: IndexMap<String, Option<Arc<Document>>>,
    edits: BTreeMap<FileLocation, String>,
) -> Document {
    let mut parts = Map::new();
    for (path, part) in loaded {
        if let Some(part) = part {
            parts.insert(path, part.value.clone());
        }
    }
    if !parts.is_empty()
        && let Some(root) = document.value.as_object_mut()
    {
        root.insert(FILES.to_owned(), Value::Object(parts));
    }
    for ((file, at), text) in edits {
        let at = match file.as_str() {
            "" => at,
            path => files::location(path, &at),
        };
        if let Some(value) = at.get_mut(&mut document.value) {
            *value = Value::String(text);
        }
    }
    document
}
