//! Request bodies: how the method takes one, and the step that adds it to the request.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{
    Body, Field, Format, Operation, PropertyEncoding, PropertyStyle, Scalar, TypeKind, TypeRef,
};
use crate::plan::Planner;
use crate::plan::literals;
use crate::plan::models::holding::Holding;
use crate::plan::models::properties::named_properties;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::ident;
use crate::plan::names::scope::Scope;
use crate::plan::operations::params::{Input, argument_name};
use crate::plan::package::capability::Capability;
use crate::plan::scalars;
use crate::sdk::Tokens;

const MULTIPART: &str = "crate::runtime::Multipart";

impl Planner<'_> {
    pub(crate) fn body_input(&mut self, body: &Body, name: &str, scope: &mut Scope) -> Input {
        let name = argument_name(name);
        let media_type = literals::string(&body.media_type);
        if body.format == Format::Multipart {
            return self.multipart_input(body, name, scope);
        }
        if scalars::raw_format(&body.ty, Some(body.format)).is_some() {
            if body.has_media_type_choice {
                return self.media_input(body, &name, scope);
            }
            self.capabilities.insert(Capability::RawBody);
            let ty = scope.import("crate::runtime::Body");
            return Input {
                argument: quote!(#name: impl Into<#ty>),
                binding: TokenStream::new(),
                step: quote!(.raw_body(#media_type, #name)),
            };
        }
        let names = &self.names;
        let ty = TypeWriter { names, scope }.ty(&body.ty);
        if body.format.is_stream() {
            return self.values_input(body, &ty, &name, scope);
        }
        let step = if body.format == Format::Form {
            self.capabilities.insert(Capability::Form);
            let encodings = encodings(&body.encodings, scope);
            let step = quote!(.form(&#name, &[#(#encodings),*]));
            self.with_content_type(body, "application/x-www-form-urlencoded", step)
        } else {
            self.capabilities.insert(Capability::JsonBody);
            self.with_content_type(body, "application/json", quote!(.json(&#name)))
        };
        Input {
            argument: quote!(#name: #ty),
            binding: TokenStream::new(),
            step,
        }
    }

    /// A body of values, which converts from their array.
    fn values_input(
        &mut self,
        body: &Body,
        ty: &TokenStream,
        name: &proc_macro2::Ident,
        scope: &mut Scope,
    ) -> Input {
        let (capability, method) = match body.format {
            Format::JsonSequence => (Capability::JsonSequenceBody, quote!(json_sequence_body)),
            Format::JsonLines => (Capability::JsonSequenceBody, quote!(json_lines_body)),
            _ => (Capability::EventBodies, quote!(event_body)),
        };
        self.capabilities.insert(capability);
        let value = match body.format {
            Format::Events => {
                let event = scope.import("crate::runtime::OutgoingEvent");
                quote!(#event<#ty>)
            }
            _ => ty.clone(),
        };
        let values = scope.import("crate::runtime::BodyValues");
        let media_type = literals::string(&body.media_type);
        Input {
            argument: quote!(#name: impl Into<#values<#value>>),
            binding: TokenStream::new(),
            step: quote!(.#method(#media_type, #name)),
        }
    }

    /// A body whose media type the caller chooses. It must do so if there is no default.
    fn media_input(&mut self, body: &Body, name: &proc_macro2::Ident, scope: &mut Scope) -> Input {
        self.capabilities.insert(Capability::MediaBody);
        let media_body = scope.import("crate::runtime::MediaBody");
        let (ty, default) = if has_default(body) {
            let default = literals::string(&body.media_type);
            (quote!(impl Into<#media_body>), default)
        } else {
            (media_body, literals::string(""))
        };
        Input {
            argument: quote!(#name: #ty),
            binding: TokenStream::new(),
            step: quote!(.media_body(#default, #name)),
        }
    }

    /// The step, followed by one that replaces the media type if it is another than the usual one.
    fn with_content_type(&mut self, body: &Body, usual: &str, step: TokenStream) -> TokenStream {
        if body.media_type == usual {
            return step;
        }
        self.capabilities.insert(Capability::ContentType);
        let media_type = literals::string(&body.media_type);
        quote!(#step .content_type(#media_type))
    }

    /// A model converts to a multipart body, so that callers can also provide one of their own.
    fn multipart_input(
        &mut self,
        body: &Body,
        name: proc_macro2::Ident,
        scope: &mut Scope,
    ) -> Input {
        self.capabilities.insert(Capability::Multipart);
        let multipart = scope.import(MULTIPART);
        // The boundary is a parameter.
        let media_type = body.media_type.split(';').next().unwrap_or_default();
        let media_type = literals::string(media_type.trim());
        let (argument, value) = match &body.ty {
            TypeRef::Named(_) | TypeRef::Any => {
                let value = self.positioned(body, quote!(#name), scope);
                (quote!(impl Into<#multipart>), value)
            }
            ty => {
                let encodings = encodings(&body.encodings, scope);
                let names = &self.names;
                let ty = TypeWriter { names, scope }.ty(ty);
                let value = quote!(#multipart::new().properties(&#name, &[#(#encodings),*]));
                (ty, value)
            }
        };
        Input {
            argument: quote!(#name: #argument),
            binding: TokenStream::new(),
            step: quote!(.multipart(#media_type, #value)),
        }
    }

    /// A multipart body whose parts have the media types of their positions.
    fn positioned(&mut self, body: &Body, value: TokenStream, scope: &mut Scope) -> TokenStream {
        let Some(positions) = &body.positions else {
            return value;
        };
        self.capabilities.insert(Capability::PartPositions);
        let prefix = encodings(&positions.prefix, scope);
        let items = match &positions.items {
            Some(items) => {
                let items = encoding(items, scope);
                quote!(Some(#items))
            }
            None => quote!(None),
        };
        let multipart = scope.import(MULTIPART);
        quote!(Into::<#multipart>::into(#value).positions(&[#(#prefix),*], #items))
    }

    /// The conversion of a model to a multipart body, at the first operation that has it as body.
    pub(crate) fn multipart_conversion(
        &mut self,
        operation: &Operation,
        scope: &mut Scope,
    ) -> Option<Tokens> {
        let body = operation.body.as_ref()?;
        let (TypeRef::Named(id), Format::Multipart) = (&body.ty, body.format) else {
            return None;
        };
        if !self.multipart_models.insert(id.clone()) {
            return None;
        }
        let def = self.api.types.get(id)?;
        let fields: &[Field] = match &def.kind {
            TypeKind::Struct { fields, .. } => fields,
            _ => &[],
        };
        let is_file = |wire: &str| {
            let field = fields.iter().find(|field| field.wire == wire);
            field.is_some_and(|field| field.ty.holds(Scalar::File))
        };
        let (of_files, of_values): (Vec<_>, Vec<_>) = body
            .encodings
            .iter()
            .cloned()
            .partition(|one| is_file(&one.wire));
        let values = encodings(&of_values, scope);
        let mut steps = quote!(.properties(&body, &[#(#values),*]));
        for property in named_properties(fields, def.usage).0 {
            let field = property.field;
            if !field.ty.holds(Scalar::File) {
                continue;
            }
            let rules = of_files.iter().find(|one| one.wire == field.wire);
            let rules = rules.cloned().unwrap_or_else(|| PropertyEncoding {
                wire: field.wire.clone(),
                style: None,
                allow_reserved: false,
                content_type: None,
                headers: Vec::new(),
            });
            let rules = encoding(&rules, scope);
            let name = ident(&property.name);
            let is_list = matches!(field.ty, TypeRef::List(_));
            let files = match (Holding::of(field, def.usage), is_list) {
                (Holding::Plain, false) => quote!([body.#name]),
                (Holding::Optional, true) => quote!(body.#name.into_iter().flatten()),
                _ => quote!(body.#name),
            };
            steps.extend(quote!(.files(#rules, #files)));
        }
        let model = scope.model(self.names.get(id));
        let multipart = scope.import(MULTIPART);
        Some(
            quote! {
                impl From<#model> for #multipart {
                    fn from(body: #model) -> Self {
                        Self::new() #steps
                    }
                }
            }
            .into(),
        )
    }
}

/// Whether the media type of a body is not only a range.
pub(crate) fn has_default(body: &Body) -> bool {
    !body.media_type.contains('*')
}

pub(crate) fn encodings(all: &[PropertyEncoding], scope: &mut Scope) -> Vec<TokenStream> {
    all.iter().map(|rules| encoding(rules, scope)).collect()
}

/// `PropertyEncoding::new("scope").style(PropertyStyle::Delimited(','))`
fn encoding(rules: &PropertyEncoding, scope: &mut Scope) -> TokenStream {
    let name = literals::string(&rules.wire);
    let encoding = scope.import("crate::runtime::PropertyEncoding");
    let mut code = quote!(#encoding::new(#name));
    if let Some(style) = rules.style {
        let styles = scope.import("crate::runtime::PropertyStyle");
        let style = match style {
            PropertyStyle::Exploded => quote!(#styles::Exploded),
            PropertyStyle::Delimited(delimiter) => quote!(#styles::Delimited(#delimiter)),
            PropertyStyle::Deep => quote!(#styles::Deep),
        };
        code.extend(quote!(.style(#style)));
    }
    if rules.allow_reserved {
        code.extend(quote!(.allow_reserved()));
    }
    if let Some(content_type) = &rules.content_type {
        let content_type = literals::string(content_type);
        code.extend(quote!(.content_type(#content_type)));
    }
    if !rules.headers.is_empty() {
        let headers = rules.headers.iter().map(|(name, value)| {
            let (name, value) = (literals::string(name), literals::string(value));
            quote!((#name, #value))
        });
        code.extend(quote!(.headers(&[#(#headers),*])));
    }
    code
}
