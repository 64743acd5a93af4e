//! The responses of a case, and how the emitted code decodes them.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use crate::ir::{
    Example, Failure, Format, Operation, Scalar, StatusRange, Success, TypeKind, TypeRef,
};
use crate::plan::Planner;
use crate::plan::examples::Needs;
use crate::plan::examples::responses::stream_text;
use crate::plan::examples::wire::table::Table;
use crate::plan::names::ident;
use crate::plan::operations::variants::variant_names;
use crate::plan::scalars;

impl Planner<'_> {
    /// The responses of an operation: each example of a success and of an error, or else a sample of
    /// the schema. Their content is added to the table.
    pub(super) fn wire_responses(
        &self,
        operation: &Operation,
        needs: &mut Needs,
        table: &mut Table,
    ) -> Vec<String> {
        let mut responses = Vec::new();
        for success in &operation.success {
            let Some(status) = status_of(operation, Some(success.status)) else {
                continue;
            };
            let Some(ty) = &success.ty else {
                responses.push(status.to_string());
                continue;
            };
            for example in self.examples_or_sample(&success.examples, &success.at, ty) {
                let content = self.success_content(operation, success, ty, &example.value);
                let key = table.response(&success.at, &example.name, content);
                responses.push(format!("{status} {key}"));
            }
        }
        for failure in &operation.failures {
            let Some(status) = status_of(operation, failure.status) else {
                continue;
            };
            let Some(ty) = &failure.ty else {
                responses.push(status.to_string());
                continue;
            };
            for example in self.examples_or_sample(&failure.examples, &failure.at, ty) {
                let content = self.failure_content(failure, ty, &example.value, needs, table);
                let key = table.response(&failure.at, &example.name, content);
                responses.push(format!("{status} {key}"));
            }
        }
        responses
    }

    fn examples_or_sample(
        &self,
        examples: &[Example],
        at: &crate::pointer::Pointer,
        ty: &TypeRef,
    ) -> Vec<Example> {
        if !examples.is_empty() {
            return examples.to_vec();
        }
        let value = self.of_type(ty);
        vec![Example {
            name: String::new(),
            summary: None,
            value: value.unwrap_or_else(|| self.sample(ty, "example")),
            at: at.clone(),
        }]
    }

    /// The content of a success response: what the server sends, and what the call returns if that
    /// is something else.
    pub(super) fn success_content(
        &self,
        operation: &Operation,
        success: &Success,
        ty: &TypeRef,
        value: &Value,
    ) -> Map<String, Value> {
        if let Some(format) = success.format.filter(|format| format.is_stream()) {
            let mut content = self.stream_content(&success.media_type, format, ty, value);
            // A variant of an enum has the whole text.
            if operation.has_success_variants() {
                content.remove("decoded");
                content.remove("is_opaque");
            }
            return content;
        }
        let mut content = Map::new();
        let media_type = match success.media_type.split_once('*') {
            Some(_) => "application/octet-stream",
            None => &success.media_type,
        };
        content.insert("media_type".to_owned(), media_type.into());
        match success.format {
            format if scalars::raw_format(ty, format).is_some() => {
                let text = value.as_str().unwrap_or_default();
                content.insert("text".to_owned(), text.into());
            }
            _ => {
                let decoded = self.as_encoded(value, ty);
                content.insert("json".to_owned(), value.clone());
                if decoded != *value {
                    content.insert("decoded".to_owned(), decoded);
                }
            }
        }
        content
    }

    /// The content of a stream with an example, which is a value or the text of the stream.
    pub(super) fn stream_content(
        &self,
        media_type: &str,
        format: Format,
        ty: &TypeRef,
        value: &Value,
    ) -> Map<String, Value> {
        let mut content = Map::new();
        content.insert("media_type".to_owned(), media_type.into());
        content.insert("text".to_owned(), stream_text(format, value).into());
        match self.stream_values(format, ty, value) {
            Some(values) => content.insert("decoded".to_owned(), values),
            None => content.insert("is_opaque".to_owned(), true.into()),
        };
        content
    }

    /// The values of a stream. `None` if its example is a text that only the client can read.
    fn stream_values(&self, format: Format, ty: &TypeRef, value: &Value) -> Option<Value> {
        let Value::String(text) = value else {
            // An event without data has no effect.
            let is_event = format != Format::WholeEvents || value.get("data").is_some();
            let values = is_event.then(|| self.as_encoded(value, ty));
            return Some(values.into_iter().collect());
        };
        let is_text = *ty == TypeRef::Scalar(Scalar::String);
        let texts: Vec<String> = match format {
            Format::WholeEvents => return None,
            Format::Events if text.contains("data:") => event_data(text),
            Format::Events => vec![text.clone()],
            _ if is_text => return Some(json!([text])),
            _ => {
                let lines = text.split(['\n', '\u{1e}']).map(str::trim);
                lines
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect()
            }
        };
        let decode = |text: String| match is_text {
            true => Some(Value::String(text)),
            false => serde_json::from_str(&text).ok(),
        };
        let values: Option<Vec<Value>> = texts.into_iter().map(decode).collect();
        let encoded = |value: &Value| self.as_encoded(value, ty);
        values.map(|values| values.iter().map(encoded).collect())
    }

    /// The content of an error response, with the model that decodes it if it is JSON.
    fn failure_content(
        &self,
        failure: &Failure,
        ty: &TypeRef,
        value: &Value,
        needs: &mut Needs,
        table: &mut Table,
    ) -> Map<String, Value> {
        let mut content = Map::new();
        if !self.is_json(ty) {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            content.insert("media_type".to_owned(), "text/plain".into());
            content.insert("text".to_owned(), text.into());
            return content;
        }
        content.insert("media_type".to_owned(), "application/json".into());
        content.extend(self.decoded(ty, value, needs, table));
        // A model without any property describes nothing.
        let mut properties = value.as_object().into_iter().flatten();
        let is_empty = properties.all(|(_, value)| value.is_null());
        // A redirect has no model of an error.
        let is_redirect = match failure.status {
            Some(StatusRange::Code(code)) => (300..400).contains(&code),
            Some(StatusRange::Hundred(first)) => first == 3,
            None => false,
        };
        if !is_empty && !is_redirect && failure.ty.as_ref().is_some_and(|ty| self.is_api_error(ty))
        {
            content.insert("is_api_error".to_owned(), true.into());
        }
        content
    }

    fn is_api_error(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) if self.error.as_ref() == Some(id) => {
                let def = self.api.types.get(id);
                def.is_some_and(|def| matches!(def.kind, TypeKind::Struct { .. }))
            }
            _ => false,
        }
    }

    /// The type of JSON content, its value, and the value after it was decoded and encoded.
    pub(super) fn decoded(
        &self,
        ty: &TypeRef,
        value: &Value,
        needs: &mut Needs,
        table: &mut Table,
    ) -> Map<String, Value> {
        let code = self.example_type(ty, needs);
        let mut content = Map::new();
        content.insert("type".to_owned(), table.decoder(code).into());
        content.insert("json".to_owned(), value.clone());
        let decoded = self.as_encoded(value, ty);
        if decoded != *value {
            content.insert("decoded".to_owned(), decoded);
        }
        content
    }

    /// A closure that makes a call and returns its content as JSON. `variants` is the path of the
    /// enum of its success responses.
    pub(super) fn wire_closure(
        &self,
        operation: &Operation,
        call: &TokenStream,
        variants: Option<&TokenStream>,
    ) -> TokenStream {
        if let Some(path) = variants {
            let names = variant_names(operation);
            let arms = operation.success.iter().zip(&names).map(|(success, name)| {
                let raw = success.ty.as_ref().map(|ty| {
                    let is_stream = success.format.is_some_and(Format::is_stream);
                    is_stream || scalars::raw_format(ty, success.format) == Some(Format::Bytes)
                });
                let json = quote!(super::compare::json);
                match raw {
                    None => quote!(#path::#name => None),
                    Some(true) => {
                        quote!(#path::#name(content) => Some(#json(&super::compare::text(&content))))
                    }
                    Some(false) => {
                        quote!(#path::#name(content) => Some(#json(&content)))
                    }
                }
            });
            return quote!(|client| {
                let call = #call;
                Ok(value(async move {
                    Ok(match call.await? {
                        #(#arms,)*
                        _ => None,
                    })
                }))
            });
        }
        let content = operation.success_content();
        if let Some(format) = content
            .and_then(|(_, format)| format)
            .filter(|one| one.is_stream())
        {
            return stream_closure(call, &quote!(call.await?), format);
        }
        let raw = content.and_then(|(ty, format)| scalars::raw_format(ty, format));
        match raw {
            Some(Format::Bytes) => quote!(|client| {
                let call = #call;
                Ok(value(async move { Ok(super::compare::text(&call.await?)) }))
            }),
            _ => quote!(|client| Ok(value(#call))),
        }
    }
}

/// A closure that collects the values of a stream.
pub(super) fn stream_closure(
    call: &TokenStream,
    stream: &TokenStream,
    format: Format,
) -> TokenStream {
    let is_events = matches!(format, Format::Events | Format::WholeEvents);
    let data = is_events.then(|| ident("data")).map(|data| quote!(.#data));
    quote!(|client| {
        let call = #call;
        Ok(value(async move {
            let mut stream = #stream;
            let mut values = Vec::new();
            while let Some(next) = stream.next().await {
                values.push(next? #data);
            }
            Ok(values)
        }))
    })
}

/// The data of the events in a text: the lines that begin with `data:`.
fn event_data(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let blocks = text.split("\n\n").map(|block| {
        let lines = block.lines().filter_map(|line| line.strip_prefix("data:"));
        let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    });
    blocks
        .filter(|data| !data.is_empty() && data != "[DONE]")
        .collect()
}

/// A status of a range that the operation does not document as such. `None` if there is none, or if
/// it is not that of a final response.
pub(super) fn status_of(operation: &Operation, range: Option<StatusRange>) -> Option<u16> {
    let is_documented = |status: &u16| {
        let success = operation.success.iter().map(|one| Some(one.status));
        let failures = operation.failures.iter().map(|one| one.status);
        let mut all = success.chain(failures).flatten();
        all.any(|one| match (one, range) {
            (StatusRange::Code(code), _) => code == *status,
            (StatusRange::Hundred(first), None) => first == status / 100,
            (StatusRange::Hundred(_), Some(_)) => false,
        })
    };
    let status = match range {
        Some(StatusRange::Code(code)) => Some(code),
        Some(StatusRange::Hundred(first)) => {
            (first * 100..(first + 1) * 100).find(|status| !is_documented(status))
        }
        None => (500..600)
            .chain(400..500)
            .find(|status| !is_documented(status)),
    };
    status.filter(|status| (200..600).contains(status))
}
