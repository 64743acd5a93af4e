//! The callbacks of operations and events, which are taken out of the document: the typed model has no
//! references to them.

use std::collections::BTreeMap;

use openapiv3::Operation;
use serde_json::Value;

use super::deserialize;
use crate::diagnostics::Reporter;
use crate::extensions::{AT, is_extension};
use crate::openapi::{Kind, METHODS, reference};
use crate::pointer::Pointer;

/// The Callback Objects of a document, and the operations that have them.
#[derive(Debug, Default)]
pub(crate) struct Callbacks {
    /// The requests of each Callback Object, by the reference to it.
    requests: BTreeMap<String, Vec<CallbackRequest>>,
    /// The names of the callbacks of each operation, by its location, and the references to them.
    names: BTreeMap<Pointer, Vec<(String, String)>>,
}

/// A request that the server sends.
#[derive(Debug)]
pub(crate) struct CallbackRequest {
    /// The runtime expression of the URL.
    pub(crate) expression: String,
    /// The method as it is sent.
    pub(crate) method: String,
    pub(crate) operation: Operation,
}

impl Callbacks {
    /// Takes all callbacks out of a rewritten document.
    pub(super) fn take(root: &mut Value, reporter: &mut Reporter<'_>) -> Self {
        let mut found = Self::default();
        let components = root.get_mut("components").and_then(Value::as_object_mut);
        let shared = components.and_then(|components| components.shift_remove("callbacks"));
        if let Some(Value::Object(shared)) = shared {
            for (name, callback) in shared {
                let at = Pointer::from_tokens(["components", "callbacks", &name]);
                if reference(&callback).is_none() {
                    found.callback(format!("#{at}"), &at, callback, reporter);
                }
            }
        }
        for section in ["paths", "webhooks"] {
            let items = root.get_mut(section).and_then(Value::as_object_mut);
            for (path, item) in items.into_iter().flatten() {
                let at = Pointer::from_tokens([section, path]);
                for (_, at, operation) in operations(item, &at) {
                    found.operation(operation, &at, reporter);
                }
            }
        }
        found
    }

    /// The requests of the callbacks of the operation at a location, with the names of the
    /// callbacks.
    pub(crate) fn of(&self, operation: &Pointer) -> impl Iterator<Item = (&str, &CallbackRequest)> {
        let names = self.names.get(operation).into_iter().flatten();
        names.flat_map(|(name, reference)| {
            let requests = self.requests.get(reference).into_iter().flatten();
            requests.map(|request| (name.as_str(), request))
        })
    }

    fn operation(&mut self, operation: &mut Value, at: &Pointer, reporter: &mut Reporter<'_>) {
        let Some(keywords) = operation.as_object_mut() else {
            return;
        };
        let Some(Value::Object(callbacks)) = keywords.shift_remove("callbacks") else {
            return;
        };
        let own = keywords.get(AT).and_then(Value::as_str);
        let own = own.and_then(|text| Pointer::parse(text).ok());
        let own = own.unwrap_or_else(|| at.clone());
        let mut names = Vec::new();
        for (name, callback) in callbacks {
            let reference = match reference(&callback) {
                Some(text) => text.to_owned(),
                None => {
                    let at = at.join(["callbacks", &name]);
                    let reference = format!("#{at}");
                    self.callback(reference.clone(), &at, callback, reporter);
                    reference
                }
            };
            names.push((name, reference));
        }
        // An operation of a path item that several paths refer to has the same callbacks there.
        self.names.entry(own).or_insert(names);
    }

    fn callback(
        &mut self,
        reference: String,
        at: &Pointer,
        callback: Value,
        reporter: &mut Reporter<'_>,
    ) {
        let Value::Object(items) = callback else {
            return;
        };
        let mut requests = Vec::new();
        for (expression, mut item) in items.into_iter().filter(|(name, _)| !is_extension(name)) {
            let at = at.child(&expression);
            for (method, at, operation) in operations(&mut item, &at) {
                self.operation(operation, &at, reporter);
                let operation = deserialize(Kind::Operation, &at, operation.take(), reporter);
                requests.extend(operation.map(|operation| CallbackRequest {
                    expression: expression.clone(),
                    method,
                    operation,
                }));
            }
        }
        self.requests.insert(reference, requests);
    }
}

/// The operations of a path item, with their methods as they are sent, and their locations.
fn operations<'v>(item: &'v mut Value, at: &Pointer) -> Vec<(String, Pointer, &'v mut Value)> {
    let mut found = Vec::new();
    for (name, value) in item.as_object_mut().into_iter().flatten() {
        match (name.as_str(), value) {
            ("additionalOperations", Value::Object(additional)) => {
                let at = at.child(name);
                let all = additional.iter_mut();
                found.extend(all.map(|(method, one)| (method.clone(), at.child(method), one)));
            }
            (method, one @ Value::Object(_)) if METHODS.contains(&method) => {
                found.push((method.to_uppercase(), at.child(method), one));
            }
            _ => {}
        }
    }
    found
}
