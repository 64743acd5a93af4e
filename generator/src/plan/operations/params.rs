//! Parameters and request bodies: arguments of the method if they are required, setters of the call
//! otherwise, and the steps that add them to the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Location, Operation, Param, Style, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::type_writer::{Argument, TypeWriter, is_converted, is_taken_as_it_is};
use crate::plan::names::scope::Scope;
use crate::plan::names::{
    CALL_METHODS, Claim, FieldName, Taken, distinct, ident, plain, with_longer,
};
use crate::plan::operations::bodies::encodings;
use crate::plan::operations::servers::SERVER_SETTER;
use crate::plan::package::capability::Capability;
use crate::sdk::{Setter, Tokens};

/// The inputs of an operation.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// `company_id: Uuid`, in the order of the method's arguments.
    pub(crate) arguments: Vec<Tokens>,
    /// Statements of the method that convert arguments.
    pub(crate) bindings: TokenStream,
    /// Method calls on the runtime's `Call`: `.path("companyId", company_id)`.
    pub(crate) steps: TokenStream,
    pub(crate) setters: Vec<Setter>,
    /// The Rust name of each parameter, in the order of the document.
    pub(crate) names: Vec<String>,
    /// The Rust name of the body.
    pub(crate) body_name: String,
}

/// How one input is taken and sent.
pub(crate) struct Input {
    pub(crate) argument: TokenStream,
    /// The statement that converts the argument, if it has to be converted.
    pub(crate) binding: TokenStream,
    pub(crate) step: TokenStream,
}

impl Planner<'_> {
    pub(crate) fn inputs(&mut self, operation: &Operation, scope: &mut Scope) -> Inputs {
        let claims: Vec<Claim> = operation.params.iter().map(claim).collect();
        let (server, server_setter) = self.own_server(operation, scope);
        let mut reserved = CALL_METHODS.to_vec();
        reserved.extend(server_setter.iter().map(|_| SERVER_SETTER));
        let mut inputs = Inputs {
            names: distinct(&claims, &reserved, |words| {
                FieldName::new(words).to_string()
            }),
            ..Inputs::default()
        };
        let mut taken = Taken::reserved(&reserved);
        for name in &inputs.names {
            taken.try_claim(plain(name));
        }
        if let Some(header) = &operation.idempotency {
            let header = literals::string(&header.to_ascii_lowercase());
            inputs.steps.extend(quote!(.idempotent(#header)));
            self.capabilities.insert(Capability::IdempotencyKeys);
        }
        if let Some(accept) = accept(operation) {
            let accept = literals::string(&accept);
            inputs.steps.extend(quote!(.accept(#accept)));
            self.capabilities.insert(Capability::Accept);
        }
        inputs.steps.extend(server);
        let names = inputs.names.clone();
        let params = operation.params.iter().zip(&names);
        for (param, name) in in_order_of_arguments(operation, &names) {
            let input = self.param_input(param, name, scope);
            inputs.take(input);
        }
        for (param, name) in params.filter(|(param, _)| !param.required) {
            let input = self.param_input(param, name, scope);
            let docs = self.docs.of_param(param, DocTarget::Member);
            let note = literals::string("deprecated in the API's document");
            let deprecated = param.deprecated.then(|| note.into());
            inputs.setters.push(setter(name, docs, deprecated, input));
        }
        if let Some(body) = &operation.body {
            inputs.body_name = taken.claim("body");
            let input = self.body_input(body, &inputs.body_name, scope);
            if body.required {
                inputs.take(input);
            } else {
                let docs = self.docs.of_body(body, DocTarget::Member);
                inputs
                    .setters
                    .push(setter(&inputs.body_name, docs, None, input));
            }
        }
        inputs.setters.extend(server_setter);
        inputs
    }

    fn param_input(&mut self, param: &Param, name: &str, scope: &mut Scope) -> Input {
        let name = argument_name(name);
        let wire = literals::string(&param.wire);
        let ty = present(&param.ty);
        let is_plain = |ty: &TypeRef| match ty {
            TypeRef::Scalar(_) => true,
            TypeRef::Named(_) => self.is_enum(ty),
            _ => false,
        };
        let step = match (param.location, param.style, &ty) {
            _ if param.allow_reserved => None,
            (Location::Path, Style::Simple, ty) if is_plain(ty) => {
                Some((Capability::PathParams, quote!(.path(#wire, #name))))
            }
            (Location::Query, style, ty) if style != Style::Json && is_plain(ty) => {
                Some((Capability::QueryParams, quote!(.query(#wire, #name))))
            }
            (Location::Query, _, TypeRef::List(item)) if param.explode && is_plain(item) => {
                Some((Capability::QueryLists, quote!(.query_list(#wire, #name))))
            }
            (Location::Header, Style::Simple, ty) if is_plain(ty) => Some((
                Capability::HeaderParams,
                quote!(.header_param(#wire, #name)),
            )),
            _ => None,
        };
        if let Some((capability, step)) = step {
            self.capabilities.insert(capability);
            // The items of a list are passed on one by one.
            let is_bound = match &ty {
                TypeRef::List(item) => is_converted(item, &|ty| self.is_enum(ty)),
                ty => is_converted(ty, &|ty| self.is_enum(ty)),
            };
            let (argument, binding) = self.argument_as(&ty, &name, is_bound, scope);
            return Input {
                argument,
                binding,
                step,
            };
        }
        let is_bound = !is_taken_as_it_is(&ty, &|ty| self.is_enum(ty));
        let (argument, binding) = self.argument_as(&ty, &name, is_bound, scope);
        if param.style == Style::Urlencoded {
            self.capabilities.insert(Capability::FormQueries);
            let encodings = encodings(&param.encodings, scope);
            return Input {
                argument,
                binding,
                step: quote!(.form_query(#wire, &#name, &[#(#encodings),*])),
            };
        }
        let style = style_expression(param, scope);
        let (capability, method) = match param.location {
            Location::Path => (Capability::StyledPaths, "styled_path"),
            Location::Query => (Capability::StyledQueries, "styled_query"),
            Location::QueryString => (Capability::WholeQueries, "whole_query"),
            Location::Header => (Capability::StyledHeaders, "styled_header"),
            Location::Cookie => (Capability::CookieParams, "cookie"),
        };
        self.capabilities.insert(capability);
        let method = ident(method);
        Input {
            argument,
            binding,
            step: quote!(.#method(#wire, #style, &#name)),
        }
    }

    /// The argument for a value of a type, and the statement that converts it if it is bound.
    fn argument_as(
        &self,
        ty: &TypeRef,
        name: &Ident,
        is_bound: bool,
        scope: &mut Scope,
    ) -> (TokenStream, TokenStream) {
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let held = writer.ty(ty);
        let is_enum = |ty: &TypeRef| self.is_enum(ty);
        let Argument { ty: taken, value } = writer.argument(ty, name, &is_enum);
        let binding = is_bound.then(|| quote!(let #name: #held = #value;));
        (quote!(#name: #taken), binding.unwrap_or_default())
    }
}

/// The possible names of a parameter: its own, then with its location, since parameters in different
/// locations may have the same name. Those of the path keep it, and those with exactly
/// that name.
fn claim(param: &Param) -> Claim {
    let wire = &param.wire;
    let words = param.given_name.as_ref().unwrap_or(wire);
    let place = location(param);
    let rank = match param.location {
        Location::Path => 1,
        Location::Query | Location::QueryString => 3,
        Location::Header => 5,
        Location::Cookie => 7,
    };
    let is_exact = plain(FieldName::new(wire).as_str()) == wire;
    let rank = rank + u8::from(!is_exact);
    let mut names = vec![words.clone(), format!("{words} {place}")];
    let longer = with_longer(words, wire).into_iter().skip(1);
    names.extend(longer.map(|words| format!("{words} {place}")));
    Claim {
        rank: param.given_name.as_ref().map_or(rank, |_| 0),
        ..Claim::new(format!("{wire} {place}"), names)
    }
}

impl Inputs {
    /// Adds an argument of the method.
    fn take(&mut self, input: Input) {
        self.arguments.push(input.argument.into());
        self.bindings.extend(input.binding);
        self.steps.extend(input.step);
    }
}

/// The value of `Accept`: what the success responses have, if that is not just JSON.
pub(crate) fn accept(operation: &Operation) -> Option<String> {
    let mut accept: Vec<&str> = Vec::new();
    for one in operation.success.iter().flat_map(|success| &success.accept) {
        if !accept.contains(&one.as_str()) {
            accept.push(one);
        }
    }
    let is_usual = accept.is_empty() || accept == ["application/json"];
    (!is_usual).then(|| accept.join(", "))
}

/// The location of a parameter, in the words of the document.
pub(crate) fn location(param: &Param) -> &'static str {
    match param.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// `Style::form().explode()`
fn style_expression(param: &Param, scope: &mut Scope) -> TokenStream {
    let style = scope.import("crate::runtime::Style");
    let constructor = ident(match param.style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form | Style::Cookie | Style::Urlencoded => "form",
        Style::SpaceDelimited => "space_delimited",
        Style::PipeDelimited => "pipe_delimited",
        Style::DeepObject => "deep_object",
        Style::Json => "json",
    });
    let explode = param.explode.then(|| quote!(.explode()));
    let is_unescaped = param.location == Location::Header || param.style == Style::Cookie;
    let escape = match (is_unescaped, param.allow_reserved) {
        (true, _) => Some(quote!(.unescaped())),
        (false, true) => Some(quote!(.allow_reserved())),
        (false, false) => None,
    };
    quote!(#style::#constructor() #explode #escape)
}

fn setter(name: &str, docs: Vec<String>, deprecated: Option<Tokens>, input: Input) -> Setter {
    let Input {
        argument,
        binding,
        step,
    } = input;
    Setter {
        name: ident(name).into(),
        docs,
        deprecated,
        argument: argument.into(),
        body: quote!(#binding Self(self.0 #step)).into(),
    }
}

/// The parameters that are arguments of the method, with their names: those of the path in its
/// order, then the other required ones in an order that does not depend on the document's.
pub(crate) fn in_order_of_arguments<'p>(
    operation: &'p Operation,
    names: &'p [String],
) -> Vec<(&'p Param, &'p String)> {
    let params = operation.params.iter().zip(names);
    let mut params: Vec<_> = params.filter(|(param, _)| param.required).collect();
    params.sort_by_key(|(param, _)| {
        let rank = argument_rank(&operation.arguments, &param.wire);
        let is_other = param.location != Location::Path;
        (is_other, is_other.then_some((rank, param.location)))
    });
    params
}

/// The rank of an argument: its position in the order that an overlay sets, and then its name.
pub(crate) fn argument_rank<'w>(order: &[String], wire: &'w str) -> (usize, &'w str) {
    let position = order.iter().position(|name| name == wire);
    (position.unwrap_or(order.len()), wire)
}

/// The type of a value that is not null. A parameter cannot be null, nor can an item of one.
pub(crate) fn present(ty: &TypeRef) -> TypeRef {
    match ty {
        TypeRef::Null(inner) => present(inner),
        TypeRef::List(item) => TypeRef::List(Box::new(present(item))),
        other => other.clone(),
    }
}

/// The name of an argument. It is never a raw identifier, which nobody outside sees.
pub(crate) fn argument_name(name: &str) -> Ident {
    let word = plain(name);
    if word == name {
        ident(name)
    } else {
        ident(&format!("{word}_"))
    }
}
