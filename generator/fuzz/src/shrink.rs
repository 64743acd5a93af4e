//! Makes a document with a fault smaller.

use serde_json::Value;

use crate::Case;
use crate::check::{Fault, check};
use crate::tree::{pointers, remove};
use crate::watch;

/// The most attempts to remove something.
const MOST_ATTEMPTS: usize = 600;

/// Removes the parts of a document without which the fault is still of the same kind.
#[must_use]
pub fn shrink(case: &Case, fault: &Fault) -> Case {
    let mut small = case.clone();
    let mut attempts = 0;
    let mut is_smaller = true;
    while is_smaller {
        is_smaller = false;
        let nodes = pointers(&small.document);
        let mut removed: Vec<String> = Vec::new();
        for node in &nodes {
            let is_gone = removed.iter().any(|gone| node.starts_with(gone.as_str()));
            if is_gone || attempts >= MOST_ATTEMPTS {
                continue;
            }
            let Some(document) = without(&small.document, node) else {
                continue;
            };
            attempts += 1;
            watch::begin_case();
            let smaller = Case {
                document,
                ..small.clone()
            };
            let found = check(&smaller, true);
            if found.is_err_and(|found| found.kind == fault.kind) {
                small = smaller;
                is_smaller = true;
                removed.push(node.clone());
            }
        }
    }
    small
}

/// A document without a node. Items of arrays stay, unless it is the last one, so that the pointers
/// of others are valid.
fn without(document: &Value, node: &str) -> Option<Value> {
    let (parent, name) = crate::tree::split(node)?;
    let is_kept = match document.pointer(parent)? {
        Value::Array(items) => name.parse() != Ok(items.len().saturating_sub(1)),
        _ => false,
    };
    let mut document = document.clone();
    if !is_kept {
        remove(&mut document, node)?;
        return Some(document);
    }
    None
}
