//! Operations: the method that prepares a call, the call, and their docs.

pub(crate) mod bodies;
pub(crate) mod headers;
pub(crate) mod paging;
pub(crate) mod params;
pub(crate) mod resources;
pub(crate) mod retry;
pub(crate) mod servers;
pub(crate) mod variants;
pub(crate) mod waiters;
mod whole_events;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Format, Operation, Scalar, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{constant, ident, plain};
use crate::plan::operations::params::{Inputs, argument_name, in_order_of_arguments};
use crate::plan::operations::resources::CallNames;
use crate::plan::package::capability::Capability;
use crate::plan::scalars;
use crate::sdk::{self, Tokens};

const EVENT_STREAM: &str = "crate::runtime::EventStream";
const JSON_STREAM: &str = "crate::runtime::JsonStream";
/// The methods that are constants of `http`. Others are created at run time.
const METHODS: &[&str] = &[
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
];

impl Planner<'_> {
    pub(crate) fn operation(
        &mut self,
        operation: &Operation,
        named: &CallNames,
        scope: &mut Scope,
    ) -> sdk::Operation {
        let call = named.call.as_str();
        let method = self.resources.method(&operation.id);
        let method = method.map_or("", |(_, method)| method).to_owned();
        let constant = constant_beside(call, &method);
        let call = ident(call);
        let inputs = self.inputs(operation, scope);
        let (bindings, steps) = (&inputs.bindings, &inputs.steps);
        let body = quote!(#bindings #call(Call::new(&self.client, &#constant) #steps));
        let docs = [
            self.docs.of_operation(operation),
            self.server_docs(operation),
            self.argument_docs(operation, &inputs),
            self.response_docs(operation, named),
        ]
        .concat();
        if operation.failures.iter().any(|one| self.has_own_model(one)) {
            self.capabilities.insert(Capability::ErrorBodies);
        }
        let (constant_type, definition) = self.definition(operation, scope);
        let note = |deprecation| {
            let note = self.docs.deprecation_note(deprecation, &self.resources);
            Tokens::from(literals::string(&note))
        };
        let examples = self.operation_examples(operation, &inputs);
        sdk::Operation {
            id: operation.id.clone(),
            method: ident(&method).into(),
            link_name: plain(&method).to_owned(),
            deprecated: operation.deprecation.as_ref().map(note),
            docs,
            examples: self.example_file(operation, &examples),
            aliases: self.alias(operation, &inputs).into_iter().collect(),
            waiter: self.waiter(operation, &constant, scope),
            section: self.operation_docs(operation, &inputs, &method, &examples),
            definition: definition.into(),
            response: self.response(operation, named, scope).into(),
            variants: named
                .success
                .as_ref()
                .map(|name| self.success_variants(operation, name, scope)),
            other_stream: self.other_stream(operation, scope),
            conversion: self.multipart_conversion(operation, scope),
            whole_events: self.whole_events(operation, scope),
            paging: self.paging(operation, &call, scope).map(Tokens::from),
            constant: constant.into(),
            constant_type: constant_type.into(),
            call: call.into(),
            arguments: inputs.arguments,
            parameters: inputs.names,
            body_name: inputs.body_name,
            body: body.into(),
            setters: inputs.setters,
        }
    }

    /// The docs of the servers of an operation that has its own.
    fn server_docs(&self, operation: &Operation) -> Vec<String> {
        let Some(text) = self.own_server_text(operation, "crate::servers") else {
            return Vec::new();
        };
        let mut lines = self.docs.lines(&text, DocTarget::Member);
        lines.push(String::new());
        lines
    }

    /// The docs of the responses, with the headers before the errors.
    fn response_docs(&self, operation: &Operation, named: &CallNames) -> Vec<String> {
        let mut lines = self.status_docs(operation);
        let resource = self.resources.method(&operation.id);
        if let (Some(name), Some((resource, _))) = (&named.headers, resource) {
            let text = headers::docs(resource.module.file(), name);
            let at = lines.iter().position(|line| line == "# Errors");
            let mut docs = self.docs.lines(&text, DocTarget::Member);
            docs.push(String::new());
            let at = at.unwrap_or(lines.len());
            lines.splice(at..at, docs);
        }
        lines
    }

    /// The type and the value of the static with the operation:
    /// `Operation::post("create-webhook-consumer", "/webhooks")`.
    fn definition(
        &mut self,
        operation: &Operation,
        scope: &mut Scope,
    ) -> (TokenStream, TokenStream) {
        let (id, path) = (
            literals::string(&operation.id),
            literals::string(&operation.path),
        );
        let retry = operation.retry.as_ref().map(|rule| {
            self.capabilities.insert(Capability::RetryRules);
            let rule = retry::expression(rule, scope);
            quote!(.retry(#rule))
        });
        if METHODS.contains(&operation.method.as_str()) {
            let constructor = ident(&operation.method.to_ascii_lowercase());
            let value = quote!(Operation::#constructor(#id, #path) #retry);
            return (quote!(Operation), value);
        }
        let lazy = scope.import("std::sync::LazyLock");
        let method = literals::string(&operation.method);
        let value = quote!(#lazy::new(|| Operation::other(#id, #method, #path) #retry));
        (quote!(#lazy<Operation>), value)
    }

    /// The deprecated method that calls the operation's own.
    fn alias(&self, operation: &Operation, inputs: &Inputs) -> Option<sdk::Alias> {
        let method = ident(self.resources.alias(&operation.id)?);
        let (resource, target) = self.resources.method(&operation.id)?;
        let note = format!("use `{}::{}` instead", resource.handle, plain(target));
        let note = literals::string(&note);
        let target = ident(target);
        let params = in_order_of_arguments(operation, &inputs.names);
        let names = params.into_iter().map(|(_, name)| name);
        let body = operation.body.iter().filter(|body| body.required);
        let names = names.chain(body.map(|_| &inputs.body_name));
        let names = names.map(|name| argument_name(name));
        Some(sdk::Alias {
            method: method.into(),
            deprecated: quote!(note = #note).into(),
            body: quote!(self.#target(#(#names),*)).into(),
        })
    }

    /// Docs of the method's arguments.
    fn argument_docs(&self, operation: &Operation, inputs: &Inputs) -> Vec<String> {
        let params = in_order_of_arguments(operation, &inputs.names);
        let params = params.into_iter().map(|(param, name)| (name, &param.docs));
        let body = operation.body.iter().filter(|body| body.required);
        let body = body.map(|body| (&inputs.body_name, &body.docs));
        let mut lines = Vec::new();
        for (name, docs) in params.chain(body) {
            if let Some(text) = &docs.description {
                let text = text.trim().replace('\n', "\n  ");
                let item = format!("- `{}`: {text}", plain(name));
                lines.extend(self.docs.lines(&item, DocTarget::Member));
            }
        }
        // The signature does not show the model that converts to a multipart body.
        if let Some(body) = &operation.body
            && body.required
            && body.format == Format::Multipart
            && let TypeRef::Named(_) = &body.ty
        {
            let model = self.item_link(&body.ty);
            let name = plain(&inputs.body_name);
            let item = format!("- `{name}`: {model}, or a body built part by part");
            lines.extend(self.docs.lines(&item, DocTarget::Member));
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// The last arguments of `call!`: the runtime's method that sends the call, and the type of the
    /// content if that is JSON.
    fn response(
        &mut self,
        operation: &Operation,
        named: &CallNames,
        scope: &mut Scope,
    ) -> TokenStream {
        if let Some(variants) = &named.success {
            let variants = ident(variants);
            return quote!(variants_response, #variants);
        }
        let success = &operation.success;
        let Some((ty, format)) = operation.success_content() else {
            self.capabilities.insert(Capability::EmptyResponse);
            return quote!(empty_response);
        };
        match scalars::raw_format(ty, format) {
            Some(Format::Bytes) => {
                self.capabilities.insert(Capability::BytesResponse);
                return quote!(bytes_response);
            }
            Some(_) => {
                self.capabilities.insert(Capability::TextResponse);
                return quote!(text_response);
            }
            None => {}
        }
        if let Some(format) = format.filter(|format| format.is_stream()) {
            return self.stream_response(ty, format, scope);
        }
        let content = self.json_content(ty, scope);
        if success.iter().any(|one| one.ty.is_none()) {
            self.capabilities.insert(Capability::OptionalJsonResponse);
            quote!(optional_json_response, #content)
        } else {
            self.capabilities.insert(Capability::JsonResponse);
            quote!(json_response, #content)
        }
    }

    /// The method that returns a stream instead of the usual response, if the server has one.
    fn other_stream(
        &mut self,
        operation: &Operation,
        scope: &mut Scope,
    ) -> Option<sdk::OtherStream> {
        let mut streams = operation
            .success
            .iter()
            .filter_map(|one| one.stream.as_ref());
        let stream = streams.next()?;
        let (method, output) = self.stream(&stream.ty, stream.format, scope);
        self.capabilities.insert(Capability::Accept);
        let accept = literals::string(&stream.accept);
        let response = scope.import("crate::runtime::Response");
        // Imported, the links of the docs to it would be redundant.
        let error = quote!(crate::Error);
        Some(sdk::OtherStream {
            output: quote!(Result<#response<#output>, #error>).into(),
            body: quote!(self.0.accept(#accept).#method().await).into(),
            blocking_body: quote!(self.0.accept(#accept).blocking(Call::#method)).into(),
        })
    }

    /// The last arguments of `call!` for a stream of values.
    fn stream_response(&mut self, ty: &TypeRef, format: Format, scope: &mut Scope) -> TokenStream {
        let (method, output) = self.stream(ty, format, scope);
        quote!(#method, #output)
    }

    /// The runtime's method for a stream of values, and the type of the stream.
    fn stream(
        &mut self,
        ty: &TypeRef,
        format: Format,
        scope: &mut Scope,
    ) -> (TokenStream, TokenStream) {
        let is_text = *ty == TypeRef::Scalar(Scalar::String);
        let (capability, method, stream) = match format {
            Format::Events if is_text => {
                (Capability::EventStreams, quote!(text_events), EVENT_STREAM)
            }
            Format::Events => (Capability::EventStreams, quote!(json_events), EVENT_STREAM),
            Format::WholeEvents => (Capability::EventStreams, quote!(whole_events), EVENT_STREAM),
            Format::JsonSequence => (Capability::JsonStreams, quote!(json_sequence), JSON_STREAM),
            _ => (Capability::JsonStreams, quote!(json_lines), JSON_STREAM),
        };
        self.capabilities.insert(capability);
        let stream = scope.import(stream);
        let names = &self.names;
        let ty = TypeWriter { names, scope }.ty(ty);
        (method, quote!(#stream<#ty>))
    }

    /// The type of a JSON response, with `[T]` for an array.
    fn json_content(&self, ty: &TypeRef, scope: &mut Scope) -> TokenStream {
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        match ty {
            TypeRef::List(item) => {
                let item = writer.ty(item);
                quote!([#item])
            }
            other => writer.ty(other),
        }
    }
}

/// The name of the operation's static, which differs from that of the call: `V2`.
fn constant_beside(call: &str, method: &str) -> Ident {
    let name = constant(plain(method));
    if name == call {
        ident(&format!("{name}_"))
    } else {
        ident(&name)
    }
}
