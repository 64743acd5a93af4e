//! The code of calls with given values, for programs that repeat recorded requests.
//!
//! The values are printed by the same code as the examples in docs, so what is proven with such a
//! call holds for the calls that users copy from the docs.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Failed};
use crate::input::Settings;
use crate::ir::{Api, Body, Format, Location, Operation, Param};
use crate::plan::examples::Needs;
use crate::plan::names::ident;
use crate::plan::names::scope::Scope;
use crate::plan::operations::params::{Inputs, in_order_of_arguments, present};
use crate::plan::package::manifest::crate_ident;
use crate::plan::scalars::Position;
use crate::plan::{Planner, code, formats, literals};
use crate::source_file::Source;

/// The values of a call.
#[derive(Debug, Clone)]
pub struct CallValues {
    /// The [id](Operation::id) of the operation.
    pub operation: String,
    /// The values of parameters by location and wire name. A required parameter without a value has
    /// its default or a sample.
    pub params: Vec<(Location, String, Value)>,
    /// The request body. A required body without a value is a sample.
    pub body: Option<BodyValue>,
}

/// The value of a request body.
#[derive(Debug, Clone)]
pub enum BodyValue {
    /// A value of the body's type: JSON, a form, or text as a string.
    Value(Value),
    /// A body that is nothing but bytes.
    Bytes(Vec<u8>),
    /// The properties of a multipart body. The value of a file is its index in the files.
    Multipart(Value, Vec<FileValue>),
}

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub struct FileValue {
    /// The content.
    pub content: Vec<u8>,
    /// The file name.
    pub name: Option<String>,
    /// The media type.
    pub media_type: Option<String>,
}

/// The code of a call.
#[derive(Debug, Clone)]
pub struct CallCode {
    /// Lines with the `use` items that the expression needs.
    pub imports: Vec<String>,
    /// The call as an expression of the variable `client`. It may return from the function with an
    /// error by `?`.
    pub expression: String,
}

/// The code of each call, or the reason why it has none.
pub(crate) fn code(
    api: &Api,
    settings: &Settings,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
    calls: &[CallValues],
) -> Result<Vec<Result<CallCode, String>>, Failed> {
    let api = &formats::widened(api, &settings.types.exact);
    let mut planner = Planner::new(api, settings, source, diagnostics)?;
    let code = calls.iter().map(|call| planner.call_code(call));
    Ok(code.collect())
}

impl Planner<'_> {
    fn call_code(&mut self, values: &CallValues) -> Result<CallCode, String> {
        let mut operations = self.api.operations();
        let operation = operations.find(|one| one.id == values.operation);
        let operation = operation.ok_or("there is no such operation")?;
        let inputs = self.inputs(operation, &mut Scope::new("models", []));
        let mut needs = Needs::new(crate_ident(self.api, self.settings));
        let inputs = self.given_inputs(operation, &inputs, values, &mut needs)?;
        let (resource, method) = self
            .resources
            .method(&operation.id)
            .ok_or("the operation has no method")?;
        let (accessor, method) = (ident(&resource.accessor), ident(method));
        let expression = quote!(client.#accessor().#method #inputs);
        let imports = code::items(needs.uses()).ok_or("the imports are not items")?;
        Ok(CallCode {
            imports,
            expression: expression.to_string(),
        })
    }

    /// `(arguments).setter(value)`
    fn given_inputs(
        &self,
        operation: &Operation,
        inputs: &Inputs,
        values: &CallValues,
        needs: &mut Needs,
    ) -> Result<TokenStream, String> {
        let mut arguments = Vec::new();
        let mut setters = TokenStream::new();
        let params = operation.params.iter().zip(&inputs.names);
        for (param, _) in in_order_of_arguments(operation, &inputs.names) {
            let value = given(values, param).or(param.default.as_ref()).cloned();
            let value = value.unwrap_or_else(|| self.sample(&present(&param.ty), &param.wire));
            arguments.push(self.param_value(param, &value, needs)?);
        }
        for (param, name) in params.filter(|(param, _)| !param.required) {
            if let Some(value) = given(values, param) {
                let (name, value) = (ident(name), self.param_value(param, value, needs)?);
                setters.extend(quote!(.#name(#value)));
            }
        }
        match (&operation.body, &values.body) {
            (Some(body), Some(value)) => {
                let code = self.given_body(body, value, needs);
                let code = code.ok_or_else(|| format!("no code for the body {value:?}"))?;
                if body.required {
                    arguments.push(code);
                } else {
                    let name = ident(&inputs.body_name);
                    setters.extend(quote!(.#name(#code)));
                }
            }
            (Some(body), None) if body.required => {
                let sample = self.sample(&body.ty, "body");
                let code = self.body_value(&sample, body, needs);
                arguments.push(code.ok_or("no code for a sample of the body")?);
            }
            (None, Some(_)) => return Err("the operation has no body".to_owned()),
            (_, None) => {}
        }
        Ok(quote!((#(#arguments),*) #setters))
    }

    fn param_value(
        &self,
        param: &Param,
        value: &Value,
        needs: &mut Needs,
    ) -> Result<TokenStream, String> {
        self.value(value, &present(&param.ty), Position::Argument, needs)
            .ok_or_else(|| format!("no code for the parameter `{}`: {value}", param.wire))
    }

    fn given_body(&self, body: &Body, value: &BodyValue, needs: &mut Needs) -> Option<TokenStream> {
        match value {
            BodyValue::Value(value) => self.body_value(value, body, needs),
            BodyValue::Bytes(bytes) => {
                let bytes = proc_macro2::Literal::byte_string(bytes);
                Some(quote!(#bytes.to_vec()))
            }
            BodyValue::Multipart(value, files) if body.format == Format::Multipart => {
                needs.files = files.clone();
                self.value(value, &body.ty, Position::Exact, needs)
            }
            BodyValue::Multipart(..) => None,
        }
    }
}

impl FileValue {
    /// `Part::file(content).file_name(name).content_type(media_type)`
    pub(crate) fn code(&self, part: &TokenStream) -> TokenStream {
        let content = proc_macro2::Literal::byte_string(&self.content);
        let name = self.name.as_ref().map(|name| {
            let name = literals::string(name);
            quote!(.file_name(#name))
        });
        let media_type = self.media_type.as_ref().map(|media_type| {
            let media_type = literals::string(media_type);
            quote!(.content_type(#media_type))
        });
        quote!(#part::file(#content.to_vec()) #name #media_type)
    }
}

/// The value of a parameter.
fn given<'v>(values: &'v CallValues, param: &Param) -> Option<&'v Value> {
    let is_same = |name: &str| match param.location {
        Location::Header => name.eq_ignore_ascii_case(&param.wire),
        _ => name == param.wire,
    };
    let mut params = values.params.iter();
    let found = params.find(|(location, name, _)| *location == param.location && is_same(name));
    found.map(|(_, _, value)| value)
}
