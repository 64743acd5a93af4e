//! Operations.

use openapiv3::{Parameter, PathItem, ReferenceOr};

use super::Lower;
use super::view::{deprecation, location_in, text};
use crate::diagnostics::Code;
use crate::extensions::{ALIAS, IDEMPOTENCY, NAME};
use crate::ir::{Docs, Location, Operation, Param};
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
        let (success, failures) = self.responses(&operation.responses, &id, &at);
        if !operation.servers.is_empty() || !item.servers.is_empty() {
            let message = format!("`{id}` has its own server, which is not supported");
            self.reporter.report(Code::ServerOperation, &at, message);
        }
        if operation.security.as_ref().is_some_and(Vec::is_empty) {
            let message =
                format!("`{id}` requires no authentication; the credential is sent anyway");
            self.reporter
                .report(Code::SecurityNone, &at.child("security"), message);
        }
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
            path: path.to_owned(),
            params,
            body,
            success,
            failures,
            paging: None,
            waiter: self.waiter_rule(&operation.extensions, &at),
            idempotency: text(&operation.extensions, IDEMPOTENCY),
            retry: self.retry_rule(&operation.extensions, &at),
            deprecation: deprecation(operation.deprecated, &operation.extensions),
            docs: Docs::new(operation.summary.clone(), operation.description.clone()),
            at,
        })
    }

    /// The parameters of the path and the operation, which takes precedence. Path parameters come
    /// first, in path order.
    fn params(
        &mut self,
        path: &str,
        item: &'a PathItem,
        operation: &'a openapiv3::Operation,
        id: &str,
        at: &Pointer,
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
                self.reporter.report(Code::PathParamMissing, at, message);
            }
        }
        for param in params
            .iter()
            .filter(|param| param.location == Location::Path)
        {
            if !names.contains(&param.wire.as_str()) {
                let message = format!(
                    "the path parameter `{}` does not appear in `{path}`",
                    param.wire
                );
                self.reporter
                    .report(Code::PathParamSurplus, &param.at, message);
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

/// The key of the component that a reference in a section refers to.
pub(super) fn section_key(reference: &str, section: &str) -> Option<String> {
    let pointer = Pointer::parse(reference.strip_prefix('#')?).ok()?;
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
