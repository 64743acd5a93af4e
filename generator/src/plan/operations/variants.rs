//! Success responses whose types differ: an enum with a variant for each.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::ir::{Format, Operation, StatusRange, Success};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Taken, ident};
use crate::plan::package::capability::Capability;
use crate::plan::scalars;
use crate::sdk;

impl Planner<'_> {
    /// The enum with this name.
    pub(crate) fn success_variants(
        &mut self,
        operation: &Operation,
        name: &str,
        scope: &mut Scope,
    ) -> sdk::SuccessVariants {
        self.capabilities.insert(Capability::SuccessVariants);
        let name = ident(name);
        let mut variants = Vec::new();
        let mut arms = TokenStream::new();
        let mut rest = None;
        for (success, variant) in operation.success.iter().zip(variant_names(operation)) {
            let (definition, value) = self.variant(success, &variant, scope);
            let meaning = success.docs.description.as_deref().unwrap_or_default();
            let docs = format!("`{}`: {}", success.status, meaning.trim());
            variants.push(sdk::SuccessVariant {
                docs: self
                    .docs
                    .lines(docs.trim_end_matches([':', ' ']), DocTarget::Member),
                definition: definition.into(),
            });
            match success.status {
                StatusRange::Code(code) => {
                    let code = Literal::u16_unsuffixed(code);
                    arms.extend(quote!(#code => #value,));
                }
                // All other success statuses.
                StatusRange::Hundred(_) => rest = Some(value),
            }
        }
        let rest = rest.unwrap_or_else(|| {
            let undocumented = scope.import("crate::runtime::undocumented_status");
            quote!(#undocumented(response))
        });
        let trait_name = scope.import("crate::runtime::SuccessVariants");
        let response = scope.import("crate::runtime::Response");
        let failure = scope.import("crate::runtime::DecodeFailure");
        let bytes = scope.import("bytes::Bytes");
        let implementation = quote! {
            impl #trait_name for #name {
                fn from_response(response: &#response<#bytes>) -> Result<Self, #failure> {
                    match response.status().as_u16() {
                        #arms
                        _ => #rest,
                    }
                }
            }
        };
        sdk::SuccessVariants {
            name: name.into(),
            variants,
            implementation: implementation.into(),
        }
    }

    /// The definition of a variant, and the expression that decodes it.
    fn variant(
        &mut self,
        success: &Success,
        variant: &Ident,
        scope: &mut Scope,
    ) -> (TokenStream, TokenStream) {
        let Some(ty) = &success.ty else {
            return (quote!(#variant), quote!(Ok(Self::#variant)));
        };
        let raw = match success.format {
            Some(format) if format.is_stream() => Some(Format::Bytes),
            format => scalars::raw_format(ty, format),
        };
        match raw {
            Some(Format::Bytes) => {
                let bytes = scope.import("bytes::Bytes");
                (
                    quote!(#variant(#bytes)),
                    quote!(Ok(Self::#variant(response.body().clone()))),
                )
            }
            Some(_) => {
                let text = scope.import("crate::runtime::text_variant");
                (
                    quote!(#variant(String)),
                    quote!(#text(response).map(Self::#variant)),
                )
            }
            None => {
                let json = scope.import("crate::runtime::json_variant");
                let names = &self.names;
                let ty = TypeWriter { names, scope }.ty(ty);
                (
                    quote!(#variant(#ty)),
                    quote!(#json(response).map(Self::#variant)),
                )
            }
        }
    }
}

/// The names of the variants of an operation's success responses.
pub(crate) fn variant_names(operation: &Operation) -> Vec<Ident> {
    let mut taken = Taken::default();
    let statuses = operation.success.iter().map(|success| success.status);
    statuses
        .map(|status| ident(&taken.claim(&variant_name(status))))
        .collect()
}

/// The phrase of the status (RFC 9110), or its number.
fn variant_name(status: StatusRange) -> String {
    let phrase = match status {
        StatusRange::Code(200) => "Ok",
        StatusRange::Code(201) => "Created",
        StatusRange::Code(202) => "Accepted",
        StatusRange::Code(203) => "NonAuthoritative",
        StatusRange::Code(204) => "NoContent",
        StatusRange::Code(205) => "ResetContent",
        StatusRange::Code(206) => "PartialContent",
        StatusRange::Code(207) => "MultiStatus",
        StatusRange::Code(code) => return format!("Status{code}"),
        StatusRange::Hundred(_) => "Other",
    };
    phrase.to_owned()
}
