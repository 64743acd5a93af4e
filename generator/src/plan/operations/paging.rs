//! Paging: calls that iterate over pages of results, and the models of these pages.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Operation, Paging, TypeDef, TypeKind, TypeRef, Usage};
use crate::plan::Planner;
use crate::plan::literals;
use crate::plan::models::holding::Holding;
use crate::plan::models::properties::{Member, members};
use crate::plan::models::types::TypeWriter;
use crate::plan::names::ident;
use crate::plan::names::scope::Scope;
use crate::plan::package::capability::Capability;
use crate::plan::scalars::{self, Widening};
use crate::sdk::{self, Tokens};

impl Planner<'_> {
    /// The arguments of `paged!`: the call, the model of a page, and the query parameter with the
    /// number of the page.
    pub(crate) fn paging(
        &mut self,
        operation: &Operation,
        call: &Ident,
        scope: &mut Scope,
    ) -> Option<TokenStream> {
        let paging = operation.paging.as_ref()?;
        self.capabilities.insert(Capability::Paging);
        scope.import("crate::runtime::paged");
        let parameter = literals::string(&paging.rule.page);
        let names = &self.names;
        let page = TypeWriter { names, scope }.ty(&paging.page);
        Some(quote!(#call, #page, #parameter))
    }

    /// The implementation of the runtime's `Page` for a type that is a page of some operation.
    pub(crate) fn page_impl(&mut self, def: &TypeDef, scope: &mut Scope) -> Option<sdk::PageImpl> {
        let operations = self.api.operations();
        let is_page = |paging: &&Paging| paging.page == TypeRef::Named(def.id.clone());
        let paging = operations
            .filter_map(|operation| operation.paging.as_ref())
            .find(is_page)?;
        let TypeKind::Struct { fields, .. } = &def.kind else {
            return None;
        };
        let members = members(fields, def.usage).0;
        let member = |wire: &str| members.iter().find(|member| member.field.wire == wire);
        let value = |wire: &Option<String>| {
            let member = wire.as_deref().and_then(member);
            Tokens::from(member.map_or_else(|| quote!(None), |one| integer(one, def.usage)))
        };
        let (items, into_items) = items(member(&paging.rule.items)?, def.usage);
        let names = &self.names;
        Some(sdk::PageImpl {
            page_trait: scope.import("crate::runtime::Page").into(),
            item: TypeWriter { names, scope }.ty(&paging.item).into(),
            items: items.into(),
            into_items: into_items.into(),
            number: value(&paging.rule.number),
            size: value(&paging.rule.size),
            total: value(&paging.rule.total),
        })
    }
}

/// The items as a slice and as a vector.
fn items(member: &Member<'_>, usage: Usage) -> (TokenStream, TokenStream) {
    let name = ident(&member.name);
    match Holding::of(member.field, usage) {
        Holding::Plain | Holding::EmptyIfAbsent => (quote!(&self.#name), quote!(self.#name)),
        Holding::Optional | Holding::OrNull => (
            quote!(self.#name.as_deref().unwrap_or_default()),
            quote!(self.#name.unwrap_or_default()),
        ),
        Holding::Nullable => (
            quote!(self.#name.as_option().map_or(&[], Vec::as_slice)),
            quote!(self.#name.into_option().unwrap_or_default()),
        ),
    }
}

/// An integer property as an optional `i64`.
fn integer(member: &Member<'_>, usage: Usage) -> TokenStream {
    let name = ident(&member.name);
    let widening = match &member.field.ty {
        TypeRef::Scalar(scalar) => scalars::rules(*scalar).integer,
        _ => None,
    };
    match (Holding::of(member.field, usage), widening) {
        (_, None) => quote!(None),
        (Holding::Plain, Some(Widening::None)) => quote!(Some(self.#name)),
        (Holding::Plain, Some(Widening::From)) => quote!(Some(i64::from(self.#name))),
        (Holding::Nullable, Some(_)) => {
            quote!(self.#name.as_option().map(|value| i64::from(*value)))
        }
        (_, Some(Widening::None)) => quote!(self.#name),
        (_, Some(Widening::From)) => quote!(self.#name.map(i64::from)),
    }
}
