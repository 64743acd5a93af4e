//! The described headers of responses: a struct for each set of headers, which operations of a
//! resource share.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, Resource, ResponseHeader, Scalar, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{FieldName, Taken, ident};
use crate::plan::package::capability::Capability;
use crate::sdk;

/// A set of headers, and the operations that have it.
pub(crate) struct HeaderSet {
    pub(crate) headers: Vec<ResponseHeader>,
    /// Indices in the resource.
    pub(crate) operations: Vec<usize>,
}

/// The sets of headers of a resource, in the order of its operations.
pub(crate) fn header_sets(resource: &Resource) -> Vec<HeaderSet> {
    let mut sets: Vec<HeaderSet> = Vec::new();
    for (index, operation) in resource.operations.iter().enumerate() {
        let headers = headers(operation);
        if headers.is_empty() {
            continue;
        }
        match sets.iter_mut().find(|set| set.headers == headers) {
            Some(set) => set.operations.push(index),
            None => sets.push(HeaderSet {
                headers,
                operations: vec![index],
            }),
        }
    }
    sets
}

/// The headers of all success responses.
fn headers(operation: &Operation) -> Vec<ResponseHeader> {
    let mut headers: Vec<ResponseHeader> = Vec::new();
    for header in operation
        .success
        .iter()
        .flat_map(|success| &success.headers)
    {
        let is_same = |known: &ResponseHeader| known.wire.eq_ignore_ascii_case(&header.wire);
        match headers.iter_mut().find(|known| is_same(known)) {
            // Values of either type are strings.
            Some(known) if known.ty != header.ty => known.ty = TypeRef::Scalar(Scalar::String),
            Some(_) => {}
            None => headers.push(header.clone()),
        }
    }
    headers
}

impl Planner<'_> {
    /// The struct of a set of headers.
    pub(crate) fn response_headers(
        &mut self,
        set: &HeaderSet,
        name: &str,
        scope: &mut Scope,
    ) -> sdk::ResponseHeaders {
        self.capabilities.insert(Capability::TypedHeaders);
        let mut taken = Taken::default();
        let name = ident(name);
        let mut fields = Vec::new();
        let mut values = TokenStream::new();
        for header in &set.headers {
            let field = ident(&taken.claim(FieldName::new(&header.wire).as_str()));
            let wire = literals::string(&header.wire.to_ascii_lowercase());
            let function = match header.ty {
                TypeRef::List(_) => scope.import("crate::runtime::header_values"),
                _ => scope.import("crate::runtime::header_value"),
            };
            values.extend(quote!(#field: #function(headers, #wire),));
            let names = &self.names;
            let ty = TypeWriter { names, scope }.ty(&header.ty);
            let code = self.docs.code(&header.wire);
            let text = match &header.docs.description {
                Some(text) => format!("`{code}`: {}", text.trim()),
                None => format!("The header `{code}`."),
            };
            fields.push(sdk::HeaderField {
                name: field.into(),
                docs: self.docs.lines(&text, DocTarget::Member),
                ty: quote!(Option<#ty>).into(),
            });
        }
        let map = scope.import("http::HeaderMap");
        let implementation = quote! {
            impl From<&#map> for #name {
                fn from(headers: &#map) -> Self {
                    Self { #values }
                }
            }
        };
        sdk::ResponseHeaders {
            name: name.into(),
            fields,
            implementation: implementation.into(),
        }
    }
}

/// The paragraph of an operation on its headers.
pub(crate) fn docs(module: &str, name: &str) -> String {
    format!(
        "`with_response()` also returns the headers, which convert to [a struct](crate::resources::{module}::{name})."
    )
}
