//! Examples of calls: a function that makes a call with the values of an example.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::ir::{Body, Format, Operation, TypeRef};
use crate::plan::examples::fit::fit;
use crate::plan::examples::{Form, Needs, function_name};
use crate::plan::names::ident;
use crate::plan::operations::bodies::has_default;
use crate::plan::operations::params::{Inputs, in_order_of_arguments, present};
use crate::plan::package::manifest::crate_ident;
use crate::plan::scalars::{self, Position};
use crate::plan::{Planner, code, literals};

/// The lines of a function that makes a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CallExample {
    imports: Vec<String>,
    /// The signature of the function.
    opening: Vec<String>,
    /// The statements that matter to a reader.
    call: Vec<String>,
    /// The statements that make it compile without warnings, one in each line.
    rest: &'static [&'static str],
}

/// The last statement of a call without a response.
const END: &[&str] = &["Ok(())"];

/// The last statements of a call with a response, which must be used.
const PRINT_AND_END: &[&str] = &["println!(\"{response:?}\");", "Ok(())"];

impl CallExample {
    /// The whole program.
    pub(crate) fn program(&self) -> Vec<String> {
        let mut lines = self.imports.clone();
        lines.push(String::new());
        lines.extend_from_slice(&self.opening);
        lines.extend(code::indented(&self.call));
        lines.extend(code::indented(self.rest));
        lines.push("}".to_owned());
        lines
    }

    /// The lines of a doctest that shows the call and hides the rest.
    pub(crate) fn doctest(&self) -> Vec<String> {
        let hidden = |line: &str| format!("# {line}");
        let before = self.imports.iter().chain(&self.opening);
        let after = self.rest.iter().copied();
        before
            .map(|line| hidden(line))
            .chain(self.call.iter().cloned())
            .chain(after.map(hidden))
            .chain(["# }".to_owned()])
            .collect()
    }
}

impl Planner<'_> {
    /// An example of a call; `None` if an example value does not have its type.
    pub(crate) fn call_example(
        &self,
        operation: &Operation,
        body: Option<&Value>,
        inputs: &Inputs,
        form: Form,
    ) -> Option<CallExample> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let mut needs = Needs::new(crate_ident(self.api, self.settings));
        let client = needs.import_of_sdk("Client");
        let call = self.call_expression(operation, body, inputs, &mut needs)?;
        let (accessor, name) = (ident(&resource.accessor), ident(method));
        let call = quote!(client.#accessor().#name #call);
        let (call, rest) = match form {
            Form::Items => (
                quote! {
                    let mut items = #call.items();
                    while let Some(item) = items.next().await {
                        let item = item?;
                        println!("{item:?}");
                    }
                },
                END,
            ),
            Form::Send | Form::SendBlocking => {
                let call = match form {
                    Form::SendBlocking => quote!(#call.send_blocking()?),
                    _ => quote!(#call.await?),
                };
                let is_stream = operation
                    .success_content()
                    .and_then(|(_, format)| format)
                    .is_some_and(Format::is_stream);
                if is_stream {
                    let next = match form {
                        Form::SendBlocking => quote!(stream.next_blocking()),
                        _ => quote!(stream.next().await),
                    };
                    let read = quote! {
                        let mut stream = #call;
                        while let Some(value) = #next {
                            let value = value?;
                            println!("{value:?}");
                        }
                    };
                    (read, END)
                } else if operation.success.iter().any(|one| one.ty.is_some()) {
                    (quote!(let response = #call;), PRINT_AND_END)
                } else {
                    (quote!(#call;), END)
                }
            }
        };
        let error = if needs.parses {
            let error = needs.import("std::error::Error");
            quote!(Box<dyn #error>)
        } else {
            needs.import_of_sdk("Error")
        };
        let is_deprecated = operation.deprecation.is_some();
        let allow = is_deprecated.then(|| quote!(#[allow(deprecated)]));
        let function = ident(function_name(method));
        let is_async = (form != Form::SendBlocking).then(|| quote!(async));
        let signature = quote! {
            #allow
            #is_async fn #function(client: #client) -> Result<(), #error>
        };
        let function = code::function(&signature, &call)?;
        Some(CallExample {
            imports: code::items(needs.uses())?,
            opening: function.opening,
            call: function.statements,
            rest,
        })
    }

    /// `(arguments).setter(value)`
    fn call_expression(
        &self,
        operation: &Operation,
        body: Option<&Value>,
        inputs: &Inputs,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let mut arguments = Vec::new();
        for (param, _) in in_order_of_arguments(operation, &inputs.names) {
            let ty = present(&param.ty);
            let named = param.examples.iter().map(|example| &example.value);
            let known = param.example.iter().chain(named).chain(&param.default);
            let mut known = known.filter(|value| !value.is_null());
            let value = known.find(|value| fit(value, &ty, &self.api.types).is_ok());
            let value = value.cloned();
            let value = value.unwrap_or_else(|| self.sample(&ty, &param.wire));
            arguments.push(self.value(&value, &ty, Position::Argument, needs)?);
        }
        let mut setter = None;
        if let Some(described) = &operation.body {
            let value = self.body_value(body?, described, needs)?;
            if described.required {
                arguments.push(value);
            } else {
                let name = ident(&inputs.body_name);
                setter = Some(quote!(.#name(#value)));
            }
        }
        Some(quote!((#(#arguments),*) #setter))
    }

    /// The value of a request body. Bytes can have any value.
    pub(crate) fn body_value(
        &self,
        value: &Value,
        body: &Body,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        if body.format == Format::Multipart && body.ty == TypeRef::Any {
            let multipart = needs.import_of_sdk("Multipart");
            return Some(quote!(#multipart::new()));
        }
        if body.format.is_stream() {
            return self.values_of_sequence(value, body, needs);
        }
        if body.has_media_type_choice && !has_default(body) {
            let media_body = needs.import_of_sdk("MediaBody");
            let media_type = literals::string(&Self::example_media_type(body));
            return Some(quote!(#media_body::new(#media_type, Vec::new())));
        }
        match (scalars::raw_format(&body.ty, Some(body.format)), value) {
            (Some(Format::Bytes), _) => Some(quote!(Vec::new())),
            (Some(_), Value::String(text)) => {
                let text = literals::string(text);
                Some(quote!(#text))
            }
            _ => self.value(value, &body.ty, Position::Exact, needs),
        }
    }

    /// The array of the values of a sequence. An example is their array, one of them, or text. The
    /// text of events is a body.
    fn values_of_sequence(
        &self,
        example: &Value,
        body: &Body,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let ty = &body.ty;
        let is_events = matches!(body.format, Format::Events | Format::WholeEvents);
        let is_field = |line: &str| line.starts_with("data:") || line.starts_with("event:");
        if let Some(text) = example
            .as_str()
            .filter(|text| is_events && text.lines().any(is_field))
        {
            let values = needs.import_of_sdk("BodyValues");
            let text = literals::string(text);
            return Some(quote!(#values::from_body(#text)));
        }
        let is_fit = |value: &Value| fit(value, ty, &self.api.types).is_ok();
        let values = self.sequence(example, ty);
        let values = values.iter().filter(|value| is_fit(value));
        let values: Option<Vec<TokenStream>> = values
            .map(|value| self.value(value, ty, Position::Exact, needs))
            .collect();
        let mut values = values.filter(|values| !values.is_empty())?;
        if body.format == Format::Events {
            // An array of data converts as well, but Rust cannot infer the type of its strings.
            let event = needs.import_of_sdk("OutgoingEvent");
            values = values
                .into_iter()
                .map(|data| quote!(#event::new(#data)))
                .collect();
        }
        Some(quote!([#(#values),*]))
    }

    /// The values of an example of a sequence: its array, its text, or one of them.
    pub(crate) fn sequence(&self, example: &Value, ty: &TypeRef) -> Vec<Value> {
        let several = match example {
            Value::Array(all) => Some(all.clone()),
            Value::String(text) => {
                let texts = text.split(['\n', '\x1e']);
                let texts = texts.filter(|text| !text.trim().is_empty());
                texts
                    .map(serde_json::from_str)
                    .collect::<Result<_, _>>()
                    .ok()
            }
            _ => None,
        };
        let is_fit = |value: &Value| fit(value, ty, &self.api.types).is_ok();
        let several = several.filter(|all: &Vec<Value>| !all.is_empty() && all.iter().all(is_fit));
        several.unwrap_or_else(|| vec![example.clone()])
    }

    /// The media type that examples send: one of the range, if that has no default.
    pub(crate) fn example_media_type(body: &Body) -> String {
        body.media_type.replace('*', "x-unknown")
    }
}
