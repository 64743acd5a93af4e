//! Paging: the paging method of a call, and the implementation of `Page` for a model.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{
    Operation, Paging, PagingMethod, PagingRule, Scalar, TypeDef, TypeKind, TypeRef, Usage,
};
use crate::plan::Planner;
use crate::plan::models::holding::Holding;
use crate::plan::models::properties::{NamedProperty, named_properties};
use crate::plan::models::type_writer::TypeWriter;
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
        if matches!(paging.page, TypeRef::List(_)) {
            self.capabilities.insert(Capability::ArrayPages);
        }
        let (capability, name) = method_type(&paging.method);
        self.capabilities.insert(capability);
        scope.import("crate::runtime::paged");
        scope.import(&format!("crate::runtime::{name}"));
        let method = method(&paging.method);
        let names = &self.names;
        let page = match &paging.page {
            // prettyplease does not format types with parameters in the arguments of a macro.
            TypeRef::List(item) => {
                let item = TypeWriter { names, scope }.ty(item);
                quote!([#item])
            }
            page => TypeWriter { names, scope }.ty(page),
        };
        Some(quote!(#call, #page, #method))
    }

    /// The implementation of `Page` for a type that an operation returns as a page.
    pub(crate) fn page_impl(&mut self, def: &TypeDef, scope: &mut Scope) -> Option<sdk::PageImpl> {
        let operations = self.api.operations();
        let is_page = |paging: &&Paging| paging.page == TypeRef::Named(def.id.clone());
        let paging = operations
            .filter_map(|operation| operation.paging.as_ref())
            .find(is_page)?;
        let rule = &paging.rule;
        let property = |name: &Option<String>| self.property(def, name.as_deref()?);
        let integer = |name: &Option<String>| {
            Tokens::from(property(name).map_or_else(|| quote!(None), Property::integer))
        };
        let items = property(&rule.items)?;
        let next = property(&rule.next).map(|next| next.next_page(&paging.method));
        scope.import("crate::runtime::PageProperties");
        if next.is_some() {
            scope.import("crate::runtime::NextPage");
        }
        let names = &self.names;
        Some(sdk::PageImpl {
            page_trait: scope.import("crate::runtime::Page").into(),
            item: TypeWriter { names, scope }.ty(&paging.item).into(),
            properties: properties(rule).into(),
            items: items.slice().into(),
            into_items: items.vec.into(),
            number: integer(&rule.number),
            size: integer(&rule.size),
            total: integer(&rule.total),
            next: next.map(Tokens::from),
        })
    }

    /// The expressions of a property of `self`.
    fn property(&self, def: &TypeDef, name: &str) -> Option<Property> {
        let mut def = def;
        let mut access = Access::Value(quote!(self));
        let mut owned = Access::Value(quote!(self));
        let mut path = PagingRule::path(name).into_iter().peekable();
        while let Some(name) = path.next() {
            let TypeKind::Struct { fields, .. } = &def.kind else {
                return None;
            };
            let properties = named_properties(fields, def.usage).0;
            let property = properties
                .iter()
                .find(|property| property.field.wire == name)?;
            let field = access.option_field(property, def.usage);
            access = access.borrow(property, def.usage);
            owned = owned.take(property, def.usage);
            if path.peek().is_none() {
                return Some(Property {
                    access,
                    vec: owned.or_default(),
                    ty: property.field.ty.clone(),
                    field,
                });
            }
            let (TypeRef::Named(id) | TypeRef::Recursive(id)) = &property.field.ty else {
                return None;
            };
            def = self.api.types.get(id)?;
        }
        None
    }
}

/// A property of a page, possibly nested.
struct Property {
    access: Access,
    /// The value, taken out of `self`.
    vec: TokenStream,
    ty: TypeRef,
    /// The field itself, if it is an `Option` and its owner is always there.
    field: Option<TokenStream>,
}

/// The expression of a value.
enum Access {
    /// That is always there.
    Value(TokenStream),
    /// Of an `Option`.
    Option(TokenStream),
}

impl Access {
    /// A field that is an `Option`, if its owner is always there.
    fn option_field(&self, property: &NamedProperty<'_>, usage: Usage) -> Option<TokenStream> {
        let name = ident(&property.name);
        match (self, Holding::of(property.field, usage)) {
            (Self::Value(owner), Holding::Optional | Holding::OrNull) => Some(quote!(#owner.#name)),
            _ => None,
        }
    }

    /// The reference to a field.
    fn borrow(self, property: &NamedProperty<'_>, usage: Usage) -> Self {
        let name = ident(&property.name);
        let holding = Holding::of(property.field, usage);
        match (self, holding) {
            (Self::Value(owner), Holding::Plain | Holding::EmptyIfAbsent) => {
                Self::Value(quote!(#owner.#name))
            }
            (Self::Value(owner), Holding::Optional | Holding::OrNull) => {
                Self::Option(quote!(#owner.#name.as_ref()))
            }
            (Self::Value(owner), Holding::Nullable) => {
                Self::Option(quote!(#owner.#name.as_option()))
            }
            (Self::Option(owner), Holding::Plain | Holding::EmptyIfAbsent) => {
                Self::Option(quote!(#owner.map(|value| &value.#name)))
            }
            (Self::Option(owner), Holding::Optional | Holding::OrNull) => {
                Self::Option(quote!(#owner.and_then(|value| value.#name.as_ref())))
            }
            (Self::Option(owner), Holding::Nullable) => {
                Self::Option(quote!(#owner.and_then(|value| value.#name.as_option())))
            }
        }
    }

    /// The field by value.
    fn take(self, property: &NamedProperty<'_>, usage: Usage) -> Self {
        let name = ident(&property.name);
        let holding = Holding::of(property.field, usage);
        match (self, holding) {
            (Self::Value(owner), Holding::Plain | Holding::EmptyIfAbsent) => {
                Self::Value(quote!(#owner.#name))
            }
            (Self::Value(owner), Holding::Optional | Holding::OrNull) => {
                Self::Option(quote!(#owner.#name))
            }
            (Self::Value(owner), Holding::Nullable) => {
                Self::Option(quote!(#owner.#name.into_option()))
            }
            (Self::Option(owner), Holding::Plain | Holding::EmptyIfAbsent) => {
                Self::Option(quote!(#owner.map(|value| value.#name)))
            }
            (Self::Option(owner), Holding::Optional | Holding::OrNull) => {
                Self::Option(quote!(#owner.and_then(|value| value.#name)))
            }
            (Self::Option(owner), Holding::Nullable) => {
                Self::Option(quote!(#owner.and_then(|value| value.#name.into_option())))
            }
        }
    }

    fn or_default(self) -> TokenStream {
        match self {
            Self::Value(value) => value,
            Self::Option(value) => quote!(#value.unwrap_or_default()),
        }
    }
}

impl Property {
    /// An array as a slice.
    fn slice(&self) -> TokenStream {
        match &self.access {
            Access::Value(value) => quote!(&#value),
            Access::Option(value) => quote!(#value.map_or(&[], Vec::as_slice)),
        }
    }

    /// An integer as an optional `i64`.
    fn integer(self) -> TokenStream {
        let widening = match &self.ty {
            TypeRef::Scalar(scalar) => scalars::rules(*scalar).integer,
            _ => None,
        };
        match (self.access, widening) {
            (_, None) => quote!(None),
            (Access::Value(value), Some(Widening::None)) => quote!(Some(#value)),
            (Access::Value(value), Some(Widening::From)) => quote!(Some(i64::from(#value))),
            (Access::Option(value), Some(Widening::None)) => quote!(#value.copied()),
            (Access::Option(value), Some(Widening::From)) => {
                quote!(#value.map(|value| i64::from(*value)))
            }
        }
    }

    /// What the property says about the next page.
    fn next_page(self, method: &PagingMethod) -> TokenStream {
        let optional = match &self.access {
            Access::Value(value) => quote!(Some(&#value)),
            Access::Option(value) => value.clone(),
        };
        let is_location = matches!(method, PagingMethod::NextUrl | PagingMethod::Cursor { .. });
        if is_location {
            return quote!(NextPage::at(#optional));
        }
        let follows = match (&self.ty, &self.access) {
            (TypeRef::Scalar(Scalar::Boolean), Access::Value(value)) => quote!(#value),
            (TypeRef::Scalar(Scalar::Boolean), Access::Option(value)) => {
                quote!(#value.copied().unwrap_or_default())
            }
            (TypeRef::Scalar(Scalar::String), _) => {
                quote!(#optional.is_some_and(|next| !next.is_empty()))
            }
            (_, Access::Value(_)) => quote!(true),
            (_, Access::Option(value)) => match self.field {
                Some(field) => quote!(#field.is_some()),
                None => quote!(#value.is_some()),
            },
        };
        quote!(NextPage::follows(#follows))
    }
}

/// The JSON pointers of the properties.
fn properties(rule: &PagingRule) -> TokenStream {
    let pointer = |property: &str| {
        let path = PagingRule::path(property);
        let tokens = path.iter().map(|name| {
            let name = name.replace('~', "~0").replace('/', "~1");
            format!("/{name}")
        });
        tokens.collect::<String>()
    };
    let optional = |property: &Option<String>| match property.as_deref().map(pointer) {
        Some(pointer) => quote!(Some(#pointer)),
        None => quote!(None),
    };
    let items = rule.items.as_deref().map(pointer).unwrap_or_default();
    let [number, size, total, next] =
        [&rule.number, &rule.size, &rule.total, &rule.next].map(optional);
    quote! {
        PageProperties {
            items: #items,
            number: #number,
            size: #size,
            total: #total,
            next: #next,
        }
    }
}

/// The type of the runtime for a method.
fn method_type(method: &PagingMethod) -> (Capability, &'static str) {
    match method {
        PagingMethod::PageNumber(_) => (Capability::PageNumbers, "PageNumber"),
        PagingMethod::Offset(_) => (Capability::Offsets, "Offset"),
        PagingMethod::Cursor {
            is_header: false, ..
        } => (Capability::Cursors, "Cursor"),
        PagingMethod::Cursor {
            is_header: true, ..
        } => (Capability::HeaderCursors, "HeaderCursor"),
        PagingMethod::NextUrl => (Capability::NextUrls, "NextUrl"),
        PagingMethod::LinkHeader => (Capability::LinkHeaders, "LinkHeader"),
    }
}

/// The expression of a method.
fn method(method: &PagingMethod) -> TokenStream {
    let name = ident(method_type(method).1);
    match method {
        PagingMethod::PageNumber(parameter) | PagingMethod::Offset(parameter) => {
            quote!(#name(#parameter))
        }
        PagingMethod::Cursor {
            parameter,
            next_header,
            ..
        } => {
            let header = match next_header {
                Some(header) => quote!(Some(#header)),
                None => quote!(None),
            };
            quote!(#name::new(#parameter, #header))
        }
        PagingMethod::NextUrl | PagingMethod::LinkHeader => quote!(#name),
    }
}
