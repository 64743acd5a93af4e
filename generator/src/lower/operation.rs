//! Operations.

use openapiv3::{Parameter, PathItem, ReferenceOr};

use super::Lower;
use super::names::operation_id;
use super::view::{deprecation, place_in, text};
use crate::ir::{Docs, IDEMPOTENCY, Location, Operation, Param};

impl<'a> Lower<'a> {
    pub(super) fn operation(
        &mut self,
        path: &str,
        item: &'a PathItem,
        method: &str,
        operation: &'a openapiv3::Operation,
    ) -> Option<Operation> {
        let at = place_in(&operation.extensions);
        let id = operation_id(operation, method, path);
        let params = self.params(path, item, operation, &id, &at);
        let body = match &operation.request_body {
            Some(body) => self.body(body, &id, &at),
            None => None,
        };
        let (success, failures) = self.responses(&operation.responses, &id, &at);
        if !operation.servers.is_empty() || !item.servers.is_empty() {
            let message = format!("`{id}` has a server of its own, which the generator can't do");
            let help = "remove its `servers`, or the operation, in an overlay";
            self.error("server-operation", &at, message, help);
        }
        if operation.security.as_ref().is_some_and(Vec::is_empty) {
            let message = format!("`{id}` asks for no key; one is sent all the same");
            self.note("security-none", &at.child("security"), message);
        }
        Some(Operation {
            name: self.method_name(operation, &id),
            given_name: text(&operation.extensions, "x-rust-name"),
            id,
            method: method.to_uppercase(),
            path: path.to_owned(),
            params,
            body,
            success,
            failures,
            paging: None,
            idempotency: text(&operation.extensions, IDEMPOTENCY),
            retry: self.retry_rule(&operation.extensions, &at),
            deprecation: deprecation(operation.deprecated, &operation.extensions),
            docs: Docs::new(operation.summary.clone(), operation.description.clone()),
            at,
        })
    }

    /// Parameters of the path and the operation, the operation's winning; path parameters in path order first.
    fn params(
        &mut self,
        path: &str,
        item: &'a PathItem,
        operation: &'a openapiv3::Operation,
        id: &str,
        at: &crate::pointer::Pointer,
    ) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        let mut declared: Vec<&str> = Vec::new();
        for parameter in item.parameters.iter().chain(&operation.parameters) {
            let Some(parameter) = self.parameter(parameter) else {
                continue;
            };
            if let Parameter::Path { parameter_data, .. } = parameter {
                declared.push(&parameter_data.name);
            }
            let Some(param) = self.param(parameter, id) else {
                continue;
            };
            let same = |known: &Param| known.wire == param.wire && known.location == param.location;
            match params
                .iter()
                .position(same)
                .and_then(|index| params.get_mut(index))
            {
                Some(known) => *known = param,
                None => params.push(param),
            }
        }
        let names = template_names(path);
        for name in &names {
            if !declared.contains(name) {
                let message =
                    format!("the path parameter `{{{name}}}` of `{path}` is not declared");
                self.error("path-param-missing", at, message, "add it to `parameters`");
            }
        }
        for param in params
            .iter()
            .filter(|param| param.location == Location::Path)
        {
            if !names.contains(&param.wire.as_str()) {
                let message = format!(
                    "`{path}` has no place for the path parameter `{}`",
                    param.wire
                );
                self.error(
                    "path-param-surplus",
                    &param.at,
                    message,
                    "take it out, or correct the path",
                );
            }
        }
        let order = |param: &Param| match param.location {
            Location::Path => names
                .iter()
                .position(|name| *name == param.wire)
                .unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        params.sort_by_key(order);
        params
    }

    fn parameter(&self, parameter: &'a ReferenceOr<Parameter>) -> Option<&'a Parameter> {
        match parameter {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { reference } => {
                let key = section_key(reference, "parameters")?;
                self.parameter(self.components.parameters.get(&key)?)
            }
        }
    }
}

/// The key in a section of the components that a reference names.
pub(super) fn section_key(reference: &str, section: &str) -> Option<String> {
    let pointer = crate::pointer::Pointer::parse(reference.strip_prefix('#')?).ok()?;
    let [components, found, key] = <[String; 3]>::try_from(pointer.tokens()).ok()?;
    (components == "components" && found == section).then_some(key)
}

/// The names in braces, in the order of the template.
fn template_names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
