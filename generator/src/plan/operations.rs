//! Operations: the method, the call, and the section of the page.

pub(crate) mod paging;
pub(crate) mod params;
pub(crate) mod resources;
pub(crate) mod retry;
pub(crate) mod waiters;

use crate::ir::{Format, Location, Operation, Scalar, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::Place;
use crate::plan::models::types::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{constant, plain};
use crate::plan::operations::params::Inputs;
use crate::plan::package::capability::Capability;
use crate::sdk;

impl Planner<'_> {
    pub(crate) fn operation(
        &mut self,
        operation: &Operation,
        call: &str,
        scope: &mut Scope,
    ) -> sdk::Operation {
        let method = self
            .resources
            .method(&operation.id)
            .map_or("", |(_, method)| method)
            .to_owned();
        let inputs = self.inputs(operation, scope);
        let (output, send) = self.output(operation, scope);
        let paging = self.paging(operation, scope);
        let waiter = self.waiter(operation, call, &method, scope);
        let page = self.page(operation, &inputs, &method, &output);
        let examples = self.example_file(operation, &inputs);
        let docs = [
            self.docs.of_operation(operation),
            self.argument_docs(operation, &inputs),
            self.status_docs(operation),
        ]
        .concat();
        let alias = self.alias(operation, &inputs);
        let Inputs {
            arguments,
            steps,
            setters,
            required,
            ..
        } = inputs;
        if operation.retry.is_some() {
            self.capabilities.insert(Capability::RetryRules);
        }
        sdk::Operation {
            constant: constant_beside(call, &method),
            method_link: plain(&method).to_owned(),
            alias,
            call: call.to_owned(),
            id: crate::plan::literal_text(&operation.id),
            http_method: operation.method.clone(),
            path: crate::plan::literal_text(&operation.path),
            required,
            docs,
            examples,
            deprecated: operation.deprecation.as_ref().map(|deprecation| {
                crate::plan::literal_text(&self.docs.deprecation_note(deprecation, &self.resources))
            }),
            arguments,
            steps,
            setters,
            retry: crate::plan::operations::retry::expression(operation.retry.as_ref(), scope),
            output_alias: output.contains('<').then(|| format!("{call}Output")),
            output,
            send: send.to_owned(),
            paging,
            waiter,
            page,
            method,
        }
    }

    /// The deprecated method that calls the operation's own.
    fn alias(&self, operation: &Operation, inputs: &Inputs) -> Option<sdk::Alias> {
        let params = operation.params.iter().zip(&inputs.names);
        let path = params.filter(|(param, _)| param.location == Location::Path);
        let body = operation.body.iter().filter(|body| body.required);
        let arguments = path.map(|(_, name)| params::plain_argument(name));
        Some(sdk::Alias {
            method: self.resources.alias(&operation.id)?.to_owned(),
            arguments: arguments
                .chain(body.map(|_| inputs.body_name.to_string()))
                .collect(),
        })
    }

    /// What is said of the method's arguments: parameters of the path, and a body that has to be there.
    fn argument_docs(&self, operation: &Operation, inputs: &Inputs) -> Vec<String> {
        let params = operation.params.iter().zip(&inputs.names);
        let path = params.filter(|(param, _)| param.location == Location::Path);
        let path = path.map(|(param, name)| (name, &param.docs));
        let body = operation.body.iter().filter(|body| body.required);
        let body = body.map(|body| (&inputs.body_name, &body.docs));
        let mut lines = Vec::new();
        for (name, docs) in path.chain(body) {
            if let Some(text) = &docs.description {
                let text = text.trim().replace('\n', "\n  ");
                let item = format!("- `{}`: {text}", plain(name));
                lines.extend(self.docs.lines(&item, Place::Member));
            }
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// What comes back, and the method of the runtime that gets it.
    fn output(&mut self, operation: &Operation, scope: &mut Scope) -> (String, &'static str) {
        let success = &operation.success;
        let content = success
            .iter()
            .find_map(|one| Some((one.ty.as_ref()?, one.format)));
        let Some((ty, format)) = content else {
            self.capabilities.insert(Capability::EmptyResponse);
            return ("()".to_owned(), "empty_response");
        };
        let send = match ty {
            TypeRef::Scalar(Scalar::Binary) => "bytes_response",
            TypeRef::Scalar(Scalar::String) if format == Some(Format::Text) => "text_response",
            _ if success.iter().any(|one| one.ty.is_none()) => "optional_json_response",
            _ => "json_response",
        };
        self.capabilities.insert(match send {
            "bytes_response" => Capability::BytesResponse,
            "text_response" => Capability::TextResponse,
            "optional_json_response" => Capability::OptionalJsonResponse,
            _ => Capability::JsonResponse,
        });
        if send == "bytes_response" {
            return (scope.import_text("bytes::Bytes"), send);
        }
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let output = match send {
            "optional_json_response" => writer.option_text(ty),
            _ => writer.ty_text(ty),
        };
        (output, send)
    }
}

/// The name of the operation's static, which may not be that of the call: `V2`.
fn constant_beside(call: &str, method: &str) -> String {
    let name = constant(plain(method));
    if name == call {
        format!("{name}_")
    } else {
        name
    }
}
