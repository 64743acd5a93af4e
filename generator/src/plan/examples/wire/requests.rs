//! The expected request of a case, and the call that sends it.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use crate::ir::{Body, Format, Location, Operation, Scalar, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::Needs;
use crate::plan::examples::wire::credentials::Credential;
use crate::plan::examples::wire::forms::form_pairs;
use crate::plan::examples::wire::inputs::RequestValues;
use crate::plan::examples::wire::parameters::{cookies, header_text, path_text, query_pairs};
use crate::plan::literals;
use crate::plan::names::ident;
use crate::plan::operations::params::{Inputs, accept, in_order_of_arguments, present};
use crate::plan::scalars::{self, Position};

impl Planner<'_> {
    /// The request that a call sends, as an object of the table. `None` if its path has a parameter
    /// without a value.
    pub(super) fn expected_request(
        &self,
        operation: &Operation,
        values: &RequestValues<'_>,
        accepted: &str,
    ) -> Option<Map<String, Value>> {
        let mut path = self.path_of_own_server(operation) + &operation.path;
        let mut query: Vec<String> = Vec::new();
        let mut headers = vec![("accept".to_owned(), accepted.to_owned())];
        let mut cookie: Vec<String> = Vec::new();
        for (param, _, value) in &values.params {
            match param.location {
                Location::Path => {
                    let name = format!("{{{}}}", param.wire);
                    path = path.replace(&name, &path_text(param, value)?);
                }
                Location::Query | Location::QueryString => query.extend(query_pairs(param, value)),
                Location::Header => {
                    let name = param.wire.to_ascii_lowercase();
                    headers.push((name, header_text(param, value)?));
                }
                Location::Cookie => {
                    let pairs = cookies(param, value)?;
                    let name = |pair: &String| pair.split('=').next().map(str::to_owned);
                    // A later cookie replaces an earlier one with its name.
                    cookie.retain(|known| !pairs.iter().any(|pair| name(pair) == name(known)));
                    cookie.extend(pairs);
                }
            }
        }
        if let Some((start, rest)) = path.clone().split_once('?') {
            query.splice(0..0, rest.split('&').map(str::to_owned));
            path = start.to_owned();
        }
        for credential in self.sent_credentials(operation) {
            match credential {
                Credential::Header(name, value) => headers.push((name, value)),
                Credential::Query(pair) => query.push(pair),
                Credential::Cookie(pair) => cookie.push(pair),
            }
        }
        if !cookie.is_empty() {
            headers.push(("cookie".to_owned(), cookie.join("; ")));
        }
        // The key is generated.
        let key = operation.idempotency.iter();
        headers.extend(key.map(|name| (name.to_ascii_lowercase(), "*".to_owned())));
        let body = operation.body.as_ref().zip(values.body.as_ref());
        if let Some((body, _)) = body {
            let essence = body.media_type.split(';').next().unwrap_or_default().trim();
            let media_type = match body.format {
                Format::Multipart => essence,
                _ => &Self::example_media_type(body),
            };
            headers.push(("content-type".to_owned(), media_type.to_owned()));
        }
        let headers = headers.into_iter();
        let headers: Map<_, _> = headers.map(|(name, value)| (name, value.into())).collect();
        let mut request = Map::new();
        request.insert("method".to_owned(), operation.method.clone().into());
        request.insert("path".to_owned(), path.into());
        if !query.is_empty() {
            request.insert("query".to_owned(), query.into());
        }
        request.insert("headers".to_owned(), headers.into());
        request.extend(body.map(|(body, value)| self.expected_body(body, value)));
        Some(request)
    }

    /// The body, under the name of its kind.
    fn expected_body(&self, body: &Body, value: &Value) -> (String, Value) {
        let (kind, content) = match (
            scalars::raw_format(&body.ty, Some(body.format)),
            body.format,
        ) {
            (Some(_), _) => ("text", value.as_str().unwrap_or_default().into()),
            (None, Format::Form) => {
                let pairs = form_pairs(value, &body.encodings).into_iter();
                (
                    "form",
                    pairs.map(|pair| json!([pair.name, pair.text])).collect(),
                )
            }
            (None, Format::JsonSequence | Format::Events | Format::WholeEvents) => {
                ("text", "".into())
            }
            (None, Format::JsonLines) => {
                let mut values = self.sequence(value, &body.ty).into_iter();
                ("json", values.next().unwrap_or_default())
            }
            (None, Format::Multipart) => ("parts", self.parts(body, value).into()),
            (None, _) => ("json", value.clone()),
        };
        (kind.to_owned(), content)
    }

    /// The parts of a multipart body: those of properties that are not files come first.
    fn parts(&self, body: &Body, value: &Value) -> Vec<Value> {
        if body.ty == TypeRef::Any {
            return Vec::new();
        }
        let is_file = |name: &str| self.is_file(&body.ty, name);
        let rules = |name: &str| body.encodings.iter().find(|one| one.wire == name);
        let headers = |name: &str| {
            let all = rules(name).map(|rules| rules.headers.as_slice());
            let all = all.unwrap_or_default().iter();
            all.map(|(name, value)| (name.to_ascii_lowercase(), Value::from(value.as_str())))
                .collect::<Map<_, _>>()
        };
        let mut parts = Vec::new();
        for pair in form_pairs(value, &body.encodings) {
            let mut part = headers(&pair.property);
            let given = rules(&pair.property).and_then(|rules| rules.content_type.as_deref());
            let of_kind = match (is_file(&pair.property), pair.is_json) {
                (true, _) => "application/octet-stream",
                (false, true) => "application/json",
                (false, false) => "text/plain",
            };
            part.insert("content-type".to_owned(), given.unwrap_or(of_kind).into());
            let mut expected = json!({"name": pair.name, "headers": part, "text": pair.text});
            if let (true, Some(part)) = (is_file(&pair.property), expected.as_object_mut()) {
                part.insert("file_name".to_owned(), pair.name.into());
            }
            parts.push(expected);
        }
        parts
    }

    fn is_file(&self, ty: &TypeRef, name: &str) -> bool {
        let (TypeRef::Named(id) | TypeRef::Recursive(id)) = ty else {
            return false;
        };
        match self.api.types.get(id).map(|def| &def.kind) {
            Some(TypeKind::Struct { fields, .. }) => fields
                .iter()
                .any(|field| field.wire == name && field.ty.holds(Scalar::File)),
            _ => false,
        }
    }

    /// What the request asks for, if it does not ask for a stream in place of the usual response.
    pub(super) fn expected_accept(&self, operation: &Operation) -> String {
        if let Some(accept) = accept(operation) {
            return accept;
        }
        let raw = operation.success_content();
        let raw = raw.and_then(|(ty, format)| scalars::raw_format(ty, format));
        match raw {
            Some(Format::Bytes) => "*/*",
            Some(_) => "text/*, */*;q=0.5",
            None => "application/json",
        }
        .to_owned()
    }

    /// `client.companies().create(body).setter(value)`
    pub(super) fn wire_call(
        &self,
        operation: &Operation,
        values: &RequestValues<'_>,
        inputs: &Inputs,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let (accessor, method) = (ident(&resource.accessor), ident(method));
        let mut arguments = Vec::new();
        let mut setters = TokenStream::new();
        for (param, _) in in_order_of_arguments(operation, &inputs.names) {
            let (.., value) = values.params.iter().find(|(one, ..)| one.at == param.at)?;
            arguments.push(self.wire_value(
                value,
                &present(&param.ty),
                Position::Argument,
                needs,
            )?);
        }
        for (param, name, value) in values.params.iter().filter(|(param, ..)| !param.required) {
            let value = self.wire_value(value, &present(&param.ty), Position::Argument, needs)?;
            let name = ident(name);
            setters.extend(quote!(.#name(#value)));
        }
        if let Some((body, value)) = operation.body.as_ref().zip(values.body.as_ref()) {
            let value = self.wire_body(value, body, needs)?;
            if body.required {
                arguments.push(value);
            } else {
                let name = ident(&inputs.body_name);
                setters.extend(quote!(.#name(#value)));
            }
        }
        Some(quote!(client.#accessor().#method(#(#arguments),*) #setters))
    }

    fn wire_body(&self, value: &Value, body: &Body, needs: &mut Needs) -> Option<TokenStream> {
        if body.format == Format::Multipart && body.ty == TypeRef::Any {
            let multipart = needs.import_of_sdk("Multipart");
            return Some(quote!(#multipart::new()));
        }
        if scalars::raw_format(&body.ty, Some(body.format)).is_some() {
            let text = literals::string(value.as_str().unwrap_or_default());
            if body.has_media_type_choice {
                let media_body = needs.import_of_sdk("MediaBody");
                let media_type = literals::string(&Self::example_media_type(body));
                return Some(quote!(#media_body::new(#media_type, #text)));
            }
            return Some(quote!(#text));
        }
        let is_events = matches!(body.format, Format::Events | Format::WholeEvents);
        if is_events || body.format == Format::JsonSequence {
            let ty = self.example_type(&body.ty, needs);
            return Some(quote!(Vec::<#ty>::new()));
        }
        if body.format == Format::JsonLines {
            let value = self.sequence(value, &body.ty).into_iter().next()?;
            let value = self.wire_value(&value, &body.ty, Position::Exact, needs)?;
            return Some(quote!([#value]));
        }
        self.wire_value(value, &body.ty, Position::Exact, needs)
    }

    /// A value as a user would write it, or else decoded from JSON.
    fn wire_value(
        &self,
        value: &Value,
        ty: &TypeRef,
        position: Position,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let mut tried = needs.clone();
        if let Some(code) = self.value(value, ty, position, &mut tried) {
            *needs = tried;
            return Some(code);
        }
        let json = literals::raw_string(&serde_json::to_string(value).ok()?);
        let ty = self.example_type(ty, needs);
        Some(quote!(serde_json::from_str::<#ty>(#json)?))
    }
}
