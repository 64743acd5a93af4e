//! Operations.

use openapiv3::{Parameter, PathItem, ReferenceOr};

use super::Lower;
use super::path::wire_path;
use super::view::{deprecation, location_in, strings, text};
use crate::extensions::{ALIAS, ARGUMENTS, IDEMPOTENCY, NAME};
use crate::ir::{Docs, Operation};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    pub(super) fn operation(
        &mut self,
        path: &'a str,
        item: &'a PathItem,
        method: &'a str,
        operation: &'a openapiv3::Operation,
    ) -> Option<Operation> {
        let at = location_in(&operation.extensions);
        let known = self.operation_ids.get(&(path, method));
        let id = known.map_or_else(|| format!("{method} {path}"), String::clone);
        let params = self.params(path, item, operation, &id, &at);
        let body = match &operation.request_body {
            Some(body) => self.body(body, &id, &at),
            None => None,
        };
        let (success, failures) = self.responses(&operation.responses, (&id, method), &at);
        let servers = self.own_servers(operation, item);
        let security = operation
            .security
            .as_ref()
            .map(|requirements| self.security_alternatives(requirements, &at));
        Some(Operation {
            name: self.method_name(operation, &id),
            given_name: text(&operation.extensions, NAME),
            alias: text(&operation.extensions, ALIAS),
            id,
            // Those of a path item are in lower case. Others are spelled as they are sent.
            method: match item.iter().any(|(known, _)| known == method) {
                true => method.to_uppercase(),
                false => method.to_owned(),
            },
            path: wire_path(path, &params),
            servers,
            params,
            arguments: strings(&operation.extensions, ARGUMENTS),
            body,
            success,
            failures,
            paging: None,
            waiter: self.waiter_rule(&operation.extensions, &at),
            idempotency: text(&operation.extensions, IDEMPOTENCY),
            retry: self.retry_rule(&operation.extensions, &at),
            security,
            deprecation: deprecation(operation.deprecated, &operation.extensions),
            docs: operation_docs(operation, item),
            at,
        })
    }

    pub(super) fn parameter(&self, parameter: &'a ReferenceOr<Parameter>) -> Option<&'a Parameter> {
        match parameter {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { reference } => {
                let key = section_key(reference, "parameters")?;
                self.parameter(self.components.parameters.get(&key)?)
            }
        }
    }
}

/// What an operation says about itself, else what its path says about all of its operations.
pub(super) fn operation_docs(operation: &openapiv3::Operation, item: &PathItem) -> Docs {
    if operation.summary.is_none() && operation.description.is_none() {
        return Docs::new(item.summary.clone(), item.description.clone());
    }
    Docs::new(operation.summary.clone(), operation.description.clone())
}

/// The key of the component that a reference in a section refers to.
pub(super) fn section_key(reference: &str, section: &str) -> Option<String> {
    let pointer = Pointer::parse(reference.strip_prefix('#')?).ok()?;
    let [components, found, key] = <[String; 3]>::try_from(pointer.tokens()).ok()?;
    (components == "components" && found == section).then_some(key)
}
