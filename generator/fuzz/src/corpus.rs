//! The documents that cases are made of.
//!
//! A case is a few operations of a document with the components that they refer to, since the whole
//! of a large document takes seconds.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::source::{self, Source};
use serde_json::{Map, Value};

use crate::rng::Rng;
use crate::tree;

/// The most operations or events of a slice.
const MOST_ITEMS: usize = 4;

/// The size from which a document is cut.
const LARGE: usize = 400;

/// The most nodes of a slice, beyond which only its paths are kept.
const MOST_NODES: usize = 6_000;

/// Documents, sorted by their paths.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    documents: Vec<Value>,
}

impl Corpus {
    /// Reads files, and the documents in folders. Files that are not OpenAPI documents are left out.
    ///
    /// # Errors
    ///
    /// A path that cannot be read.
    pub fn read(paths: &[PathBuf]) -> io::Result<Self> {
        let mut files = BTreeSet::new();
        for path in paths {
            if path.is_dir() {
                for entry in fs::read_dir(path)? {
                    files.insert(entry?.path());
                }
            } else {
                files.insert(path.clone());
            }
        }
        let is_document = |path: &&PathBuf| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| ["json", "yaml", "yml"].contains(&ending))
        };
        let documents = files.iter().filter(is_document);
        Ok(Self {
            documents: documents.filter_map(|path| document(path)).collect(),
        })
    }

    /// The number of documents.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// A document, or a part of a large one.
    pub fn slice(&self, rng: &mut Rng) -> Option<Value> {
        let document = rng.pick(&self.documents)?;
        if tree::size(document) < LARGE {
            return Some(document.clone());
        }
        let mut slice = document.clone();
        for section in ["paths", "webhooks"] {
            if let Some(Value::Object(items)) = slice.get_mut(section) {
                keep_some(items, rng);
            }
        }
        keep_reachable(&mut slice);
        if tree::size(&slice) > MOST_NODES
            && let Some(root) = slice.as_object_mut()
        {
            root.shift_remove("components");
        }
        Some(slice)
    }
}

/// The document in a file, if it is one of OpenAPI 3.
fn document(path: &Path) -> Option<Value> {
    let source = Arc::new(Source {
        path: path.to_string_lossy().into_owned(),
        text: fs::read_to_string(path).ok()?,
    });
    let document = source::read(source, &mut Diagnostics::new()).ok()?;
    let is_openapi = document.value.get("openapi").is_some_and(Value::is_string);
    is_openapi.then_some(document.value)
}

/// Keeps a few of the properties of an object.
fn keep_some(items: &mut Map<String, Value>, rng: &mut Rng) {
    let names: Vec<String> = items.keys().cloned().collect();
    let count = 1 + rng.below(MOST_ITEMS);
    let kept: BTreeSet<String> = (0..count)
        .filter_map(|_| rng.pick(&names).cloned())
        .collect();
    items.retain(|name, _| kept.contains(name));
}

/// Removes the components that nothing refers to, apart from security schemes.
fn keep_reachable(document: &mut Value) {
    let mut kept: BTreeSet<(String, String)> = BTreeSet::new();
    let mut queue: Vec<&Value> = ["paths", "webhooks"]
        .iter()
        .filter_map(|section| document.get(section))
        .collect();
    while let Some(value) = queue.pop() {
        for reference in references(value) {
            let mut tokens = reference.split('/').skip(2);
            let (Some(section), Some(name)) = (tokens.next(), tokens.next()) else {
                continue;
            };
            let target = format!("/components/{section}/{name}");
            let is_new = kept.insert((section.to_owned(), tree::unescaped(name)));
            queue.extend(document.pointer(&target).filter(|_| is_new));
        }
    }
    if let Some(Value::Object(components)) = document.get_mut("components") {
        for (section, items) in components {
            if let (true, Value::Object(items)) = (section != "securitySchemes", items) {
                items.retain(|name, _| kept.contains(&(section.clone(), name.clone())));
            }
        }
    }
}

/// The references to components below a node.
fn references(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut queue = vec![value];
    while let Some(value) = queue.pop() {
        match value {
            Value::Object(object) => queue.extend(object.values()),
            Value::Array(items) => queue.extend(items),
            Value::String(text) if text.starts_with("#/components/") => found.push(text.as_str()),
            _ => {}
        }
    }
    found
}
