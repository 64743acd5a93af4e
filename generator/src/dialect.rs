//! Step 5, Document to [`openapiv3::OpenAPI`]: lowers 3.1 and mixed documents to the typed 3.0
//! model.
//!
//! The typed model is a narrowing: it drops the siblings of a `$ref` and unknown keywords, requires
//! `paths` and descriptions, and has neither type arrays nor `const`. So the document is audited
//! first (nothing is dropped silently), then rewritten to 3.0 keywords, with the rest as private
//! extensions, and then typed.

mod alternatives;
mod audit;
mod by_letter;
mod callbacks;
mod containers;
mod event_data;
mod nullable;
mod rewrite;
mod schema;
mod shape;
mod tidy;
mod types;
mod version;

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, Operation, PathItem};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::diagnostics::{Code, Failed, Reporter};
use crate::extensions::is_extension;
use crate::openapi::{Kind, drop_null_items, take_out};
use crate::pointer::Pointer;
use crate::source::Document;
use crate::text::is_token;

use shape::shape_mismatches;

pub(crate) use audit::audit;
pub(crate) use callbacks::{CallbackRequest, Callbacks};
pub(crate) use tidy::{tidy, tidy_parts};
pub(crate) use version::check_version;

/// A document in the typed 3.0 model, and the parts that the model does not have.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) openapi: OpenAPI,
    /// The 3.1 `webhooks`, with 3.0 keywords.
    pub(crate) webhooks: Vec<(String, PathItem)>,
    /// The operations whose methods 3.0 does not have, by path, each with its method.
    pub(crate) further: BTreeMap<String, Vec<(String, Operation)>>,
    /// The callbacks of operations and events. 3.0 has no references to them.
    pub(crate) callbacks: Callbacks,
    /// The links of `components`, which the model reads by the letter.
    pub(crate) links: Map<String, Value>,
}

impl Typed {
    /// The operations of a path with their methods.
    pub(crate) fn operations<'a>(
        &'a self,
        path: &str,
        item: &'a PathItem,
    ) -> impl Iterator<Item = (&'a str, &'a Operation)> {
        let further = self.further.get(path).into_iter().flatten();
        item.iter()
            .chain(further.map(|(method, operation)| (method.as_str(), operation)))
    }
}

/// Types a resolved document. An object that does not fit the typed model, and that the audit did
/// not report, is reported and left out.
///
/// # Errors
///
/// [`Failed`] if nothing is left that fits.
pub(crate) fn typed(document: Document, reporter: &mut Reporter<'_>) -> Result<Typed, Failed> {
    let mut value = document.value;
    rewrite::rewrite(&mut value);
    let callbacks = Callbacks::take(&mut value, reporter);
    let components = value.get_mut("components").and_then(Value::as_object_mut);
    let links = components.and_then(|components| components.shift_remove("links"));
    let root = value.as_object_mut();
    let webhooks = root.and_then(|root| root.shift_remove("webhooks"));
    let further = further_operations(&mut value, reporter);
    let openapi = deserialize(Kind::OpenApi, &Pointer::root(), value, reporter);
    let mut items = Vec::new();
    if let Some(Value::Object(webhooks)) = webhooks {
        for (name, item) in webhooks.into_iter().filter(|(name, _)| !is_extension(name)) {
            let at = Pointer::from_tokens(["webhooks", &name]);
            let item = deserialize(Kind::PathItem, &at, item, reporter);
            items.extend(item.map(|item| (name, item)));
        }
    }
    Ok(Typed {
        openapi: openapi.ok_or(Failed)?,
        webhooks: items,
        further,
        callbacks,
        links: match links {
            Some(Value::Object(links)) => links,
            _ => Map::new(),
        },
    })
}

/// Takes the operations whose methods 3.0 does not have out of `paths`.
fn further_operations(
    value: &mut Value,
    reporter: &mut Reporter<'_>,
) -> BTreeMap<String, Vec<(String, Operation)>> {
    let mut further: BTreeMap<String, Vec<(String, Operation)>> = BTreeMap::new();
    let paths = value.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        let Some(members) = item.as_object_mut() else {
            continue;
        };
        let at = Pointer::from_tokens(["paths", path]);
        let query = members
            .shift_remove("query")
            .map(|one| ("QUERY".to_owned(), at.child("query"), one));
        let additional = match members.shift_remove("additionalOperations") {
            Some(Value::Object(additional)) => additional,
            _ => Map::new(),
        };
        let additional = additional.into_iter().map(|(method, one)| {
            let at = at.join(["additionalOperations", &method]);
            (method, at, one)
        });
        for (method, at, one) in query.into_iter().chain(additional) {
            if !is_token(&method) {
                let message = format!("`{method}` is not a valid HTTP method");
                reporter.report(Code::Method, &at, message);
                continue;
            }
            if let Some(operation) = deserialize(Kind::Operation, &at, one, reporter) {
                further
                    .entry(path.clone())
                    .or_default()
                    .push((method, operation));
            }
        }
    }
    further
}

/// How often the objects that do not fit are left out. What contains one may not fit without it.
const MOST_ROUNDS: usize = 8;

/// Reads a value into the typed model, and reports the objects in it that do not fit.
fn deserialize<T: DeserializeOwned>(
    kind: Kind,
    at: &Pointer,
    mut value: Value,
    reporter: &mut Reporter<'_>,
) -> Option<T> {
    for _ in 0..MOST_ROUNDS {
        let why = match T::deserialize(&value) {
            Ok(typed) => return Some(typed),
            Err(why) => why,
        };
        // The error of the model has no location, and its reason for an object deep in `paths` is
        // generic.
        let mismatches = shape_mismatches(kind, &value);
        if mismatches.is_empty() {
            report_mismatch(kind, at, &why.to_string(), reporter);
            return None;
        }
        for mismatch in mismatches {
            report_mismatch(mismatch.kind, &mismatch.at, &mismatch.why, reporter);
            reporter.note_taken_out(&mismatch.at);
            if mismatch.here == Pointer::root() {
                return None;
            }
            take_out(&mut value, &mismatch.here);
        }
        drop_null_items(&mut value);
    }
    None
}

fn report_mismatch(kind: Kind, at: &Pointer, why: &str, reporter: &mut Reporter<'_>) {
    let message = format!("invalid {} Object: {why}", kind.name());
    reporter.report(Code::DocumentShape, at, message);
}

#[cfg(test)]
mod tests;
