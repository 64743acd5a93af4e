//! The resource and the method name of an operation, in the document's spelling.

use openapiv3::Operation;
use regex::Regex;
use serde_json::Value;

use super::Lower;
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

/// `operationId`, else method and path: `get-pets-by-petId`.
pub(super) fn operation_id(operation: &Operation, method: &str, path: &str) -> String {
    operation.operation_id.clone().unwrap_or_else(|| {
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
    })
}

impl Lower<'_> {
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
