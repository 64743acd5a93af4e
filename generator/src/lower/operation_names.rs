//! The resource and the method name of an operation, in the document's spelling.

use std::collections::BTreeMap;

use openapiv3::Operation;
use regex::Regex;
use serde_json::Value;

use super::Lower;
use super::view::location_in;
use crate::diagnostics::Code;
use crate::extensions::{SPEAKEASY_GROUP, SPEAKEASY_NAME_OVERRIDE};
use crate::pointer::Pointer;

/// The resource of operations without a tag.
const UNTAGGED: &str = "api";

/// `x-speakeasy-group`, else the first tag.
pub(super) fn resource(operation: &Operation) -> String {
    let group = operation
        .extensions
        .get(SPEAKEASY_GROUP)
        .and_then(Value::as_str);
    let tag = operation.tags.first().map(String::as_str);
    group.or(tag).unwrap_or(UNTAGGED).to_owned()
}

/// Method and path: `get-pets-by-petId`.
fn method_and_path(method: &str, path: &str) -> String {
    let steps = path.split('/').filter(|step| !step.is_empty());
    let words = steps.map(|step| match step.strip_prefix('{') {
        Some(name) => format!("by-{}", name.trim_end_matches('}')),
        None => step.to_owned(),
    });
    [method.to_owned()]
        .into_iter()
        .chain(words)
        .collect::<Vec<_>>()
        .join("-")
}

/// The ids of operations, by path and method.
pub(super) type OperationIds<'a> = BTreeMap<(&'a str, &'a str), String>;

impl<'a> Lower<'a> {
    /// The distinct ids of all operations of the document: the `operationId`, or method and path if
    /// there is none or several operations have the same, which is reported.
    pub(super) fn operation_ids(&mut self) -> OperationIds<'a> {
        let paths = self.openapi.paths.paths.iter();
        let operations: Vec<(&str, &str, &Operation)> = paths
            .filter_map(|(path, item)| Some((path, item.as_item()?)))
            .flat_map(|(path, item)| {
                let operations = self.typed.operations(path, item);
                operations.map(|(method, operation)| (path.as_str(), method, operation))
            })
            .collect();
        let mut declared: BTreeMap<&str, Vec<Pointer>> = BTreeMap::new();
        let mut candidates: BTreeMap<String, usize> = BTreeMap::new();
        for (path, method, operation) in &operations {
            if let Some(id) = own_id(operation) {
                let at = location_in(&operation.extensions);
                declared.entry(id).or_default().push(at);
            }
            let words = method_and_path(method, path);
            *candidates.entry(words).or_default() += 1;
        }
        for (id, places) in &declared {
            for at in places.iter().filter(|_| places.len() > 1) {
                let other = places.iter().find(|other| *other != at).unwrap_or(at);
                let message = format!(
                    "{} operations have the `operationId` `{id}`, such as the one at {other}; this one is named after its method and path",
                    places.len()
                );
                let at = at.child("operationId");
                self.reporter.report(Code::OperationId, &at, message);
            }
        }
        let is_unique = |id: &str| declared.get(id).is_some_and(|places| places.len() == 1);
        let mut ids = OperationIds::new();
        for (path, method, operation) in operations {
            let words = method_and_path(method, path);
            let id = match own_id(operation).filter(|id| is_unique(id)) {
                Some(id) => id.to_owned(),
                None if candidates.get(&words) == Some(&1) && !is_unique(&words) => words,
                None => format!("{method} {path}"),
            };
            ids.insert((path, method), id);
        }
        ids
    }

    /// The name override of the operation, else the last matching pattern of the document's list,
    /// else the `operationId`.
    pub(super) fn method_name(&self, operation: &Operation, id: &str) -> String {
        if let Some(name) = operation.extensions.get(SPEAKEASY_NAME_OVERRIDE) {
            return name.as_str().unwrap_or(id).to_owned();
        }
        let mut matching = self
            .overrides
            .iter()
            .filter(|(pattern, _)| pattern.is_match(id));
        matching
            .next_back()
            .map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    }

    /// The document's list of patterns for operation ids and the names of those that match.
    pub(super) fn name_overrides(&mut self) -> Vec<(Regex, String)> {
        let list = self
            .openapi
            .extensions
            .get(SPEAKEASY_NAME_OVERRIDE)
            .and_then(Value::as_array);
        let mut overrides = Vec::new();
        for (index, entry) in list.into_iter().flatten().enumerate() {
            let text = |name: &str| entry.get(name).and_then(Value::as_str);
            let (Some(pattern), Some(name)) = (text("operationId"), text("methodNameOverride"))
            else {
                continue;
            };
            match Regex::new(pattern) {
                Ok(pattern) => overrides.push((pattern, name.to_owned())),
                Err(why) => {
                    let at = Pointer::from_tokens([
                        SPEAKEASY_NAME_OVERRIDE,
                        &index.to_string(),
                        "operationId",
                    ]);
                    let message = format!("`{pattern}` is not a valid regular expression: {why}");
                    self.reporter.report(Code::NameOverride, &at, message);
                }
            }
        }
        overrides
    }
}

fn own_id(operation: &Operation) -> Option<&str> {
    let id = operation.operation_id.as_deref();
    id.filter(|id| !id.trim().is_empty())
}
