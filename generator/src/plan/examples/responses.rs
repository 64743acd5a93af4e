//! Example responses of operations, for tests that use the emitted crate.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::ir::{Format, Operation, StatusRange, Success, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::encoded::pretty;
use crate::plan::literals;
use crate::plan::names::{Claim, MethodName, distinct, ident, plain};
use crate::plan::scalars;
use crate::sdk::ExampleResponse;

impl Planner<'_> {
    /// A success response of each operation, from the document's examples if it has one, and
    /// otherwise a sample of the schema.
    pub(crate) fn example_responses(&self) -> Vec<ExampleResponse> {
        let claims: Vec<Claim> = self
            .api
            .operations()
            .map(|operation| self.claim(operation))
            .collect();
        let names = distinct(&claims, &[], |words| MethodName::new(words).to_string());
        let named = self.api.operations().zip(names);
        let responses = named.filter_map(|(one, name)| self.example_response(one, &name));
        responses.collect()
    }

    /// `companies_list`, or else `companies_resource_list`.
    fn claim(&self, operation: &Operation) -> Claim {
        let (accessor, method) = match self.resources.method(&operation.id) {
            Some((resource, method)) => (plain(&resource.accessor), plain(method)),
            None => ("", operation.id.as_str()),
        };
        let names = ["", "resource "].map(|word| format!("{accessor} {word}{method}"));
        Claim::new(&operation.id, names.to_vec())
    }

    fn example_response(&self, operation: &Operation, name: &str) -> Option<ExampleResponse> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let accessor = plain(&resource.accessor);
        let success = &operation.success;
        let with_content = success.iter().find(|one| one.ty.is_some());
        let success = with_content.or(success.first());
        let response = success.map_or_else(
            || quote!(MockResponse::status(204)),
            |success| self.mock_response(success),
        );
        Some(ExampleResponse {
            id: literals::string(&operation.id).into(),
            name: ident(name).into(),
            docs: format!(
                "The response of [`{accessor}().{}()`](crate::resources::{}::{}::{}).",
                plain(method),
                resource.module.file(),
                resource.handle,
                plain(method)
            ),
            response: response.into(),
        })
    }

    fn mock_response(&self, success: &Success) -> TokenStream {
        let status = Literal::u16_unsuffixed(match success.status {
            StatusRange::Code(status) => status,
            StatusRange::Hundred(first) => first * 100,
        });
        let Some(ty) = &success.ty else {
            return quote!(MockResponse::status(#status));
        };
        let content = self.example_content(success, ty);
        if let Some(format) = success.format.filter(|format| format.is_stream()) {
            let text = literals::string(&stream_text(format, &content));
            return quote!(MockResponse::text(#status, #text));
        }
        match (scalars::raw_format(ty, success.format), content.as_str()) {
            (Some(Format::Bytes), content) => {
                let bytes = Literal::byte_string(content.unwrap_or_default().as_bytes());
                quote!(MockResponse::bytes(#status, &#bytes[..]))
            }
            (Some(_), content) => {
                let text = literals::string(content.unwrap_or_default());
                quote!(MockResponse::text(#status, #text))
            }
            (None, _) => {
                let json = literals::raw_string(&pretty(&content));
                quote!(MockResponse::json(#status, #json))
            }
        }
    }

    fn example_content(&self, success: &Success, ty: &TypeRef) -> Value {
        let of_type = || match ty {
            TypeRef::Named(id) => self.api.types.get(id)?.examples.first(),
            _ => None,
        };
        match success.examples.first().or_else(of_type) {
            Some(example) => example.value.clone(),
            None => self.sample(ty, "example"),
        }
    }
}

/// A stream with one value. An example that is a string already is the text of a stream.
pub(super) fn stream_text(format: Format, value: &Value) -> String {
    let data = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    match (format, value) {
        (Format::Events, Value::String(text)) if text.contains("data:") => text.clone(),
        (Format::Events, value) => format!("data: {}\n\n", data(value).replace('\n', "\ndata: ")),
        (Format::WholeEvents, Value::String(text)) => text.clone(),
        (Format::WholeEvents, value) => {
            let field = |name: &str| {
                value
                    .get(name)
                    .map(|value| format!("{name}: {}\n", data(value)))
            };
            let fields = ["event", "id", "retry", "data"]
                .into_iter()
                .filter_map(field);
            format!("{}\n", fields.collect::<String>())
        }
        (Format::JsonSequence, value) => format!("\u{1e}{value}\n"),
        (_, Value::String(text)) => text.clone(),
        (_, value) => format!("{value}\n"),
    }
}
