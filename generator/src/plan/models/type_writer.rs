//! Converts type references to Rust types, with the names that are in scope in a file.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Scalar, TypeId, TypeRef};
use crate::plan::names::TypeNames;
use crate::plan::names::scope::{self, Scope};
use crate::plan::scalars::{self, ArgumentForm};

/// Writes types for one file.
pub(crate) struct TypeWriter<'a> {
    pub(crate) names: &'a TypeNames,
    pub(crate) scope: &'a mut Scope,
}

/// How a method takes an argument, and how the argument becomes the value.
pub(crate) struct Argument {
    /// `impl Into<String>`.
    pub(crate) ty: TokenStream,
    /// `name.into()`.
    pub(crate) value: TokenStream,
}

impl TypeWriter<'_> {
    /// The type of a value.
    pub(crate) fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => self.named(id),
            TypeRef::Scalar(scalar) => self.scalar(*scalar),
            TypeRef::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            TypeRef::Map(value) if **value == TypeRef::Any => {
                let map = self.scope.import("serde_json::Map");
                let value = self.scope.import("serde_json::Value");
                quote!(#map<String, #value>)
            }
            TypeRef::Map(value) => {
                let map = self.scope.import("std::collections::BTreeMap");
                let value = self.ty(value);
                quote!(#map<String, #value>)
            }
            TypeRef::Recursive(id) => {
                let held = self.named(id);
                quote!(Box<#held>)
            }
            TypeRef::Null(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            TypeRef::Any => self.scope.import("serde_json::Value"),
        }
    }

    fn named(&mut self, id: &TypeId) -> TokenStream {
        let name = self.names.get(id).to_owned();
        self.scope.model(&name)
    }

    fn scalar(&mut self, scalar: Scalar) -> TokenStream {
        self.path(scalars::rules(scalar).path)
    }

    /// A name of the prelude, or a path that is imported.
    fn path(&mut self, path: &str) -> TokenStream {
        if path.contains("::") {
            self.scope.import(path)
        } else {
            scope::tokens(path)
        }
    }

    /// How a method takes a value as the argument `name`. `is_enum` tells enums from other named
    /// types.
    pub(crate) fn argument(
        &mut self,
        ty: &TypeRef,
        name: &Ident,
        is_enum: &dyn Fn(&TypeRef) -> bool,
    ) -> Argument {
        if is_converted(ty, is_enum) {
            let ty = self.ty(ty);
            return Argument {
                ty: quote!(impl Into<#ty>),
                value: quote!(#name.into()),
            };
        }
        match ty {
            TypeRef::List(item) => {
                let ty = self.ty(item);
                if is_converted(item, is_enum) {
                    return Argument {
                        ty: quote!(impl IntoIterator<Item = impl Into<#ty>>),
                        value: quote!(#name.into_iter().map(Into::into).collect()),
                    };
                }
                Argument {
                    ty: quote!(impl IntoIterator<Item = #ty>),
                    value: quote!(#name.into_iter().collect()),
                }
            }
            TypeRef::Map(of) if **of != TypeRef::Any => {
                let mut ty = self.ty(of);
                let mut value = quote!(value);
                if is_converted(of, is_enum) {
                    ty = quote!(impl Into<#ty>);
                    value = quote!(value.into());
                }
                Argument {
                    ty: quote!(impl IntoIterator<Item = (impl Into<String>, #ty)>),
                    value: quote! {
                        #name.into_iter().map(|(key, value)| (key.into(), #value)).collect()
                    },
                }
            }
            TypeRef::Recursive(id) => Argument {
                ty: self.named(id),
                value: quote!(Box::new(#name)),
            },
            other => Argument {
                ty: self.ty(other),
                value: quote!(#name),
            },
        }
    }
}

/// Whether methods convert a value of the type: `impl Into<..>`. Items of arrays and values of maps
/// are converted alike.
pub(crate) fn is_converted(ty: &TypeRef, is_enum: &dyn Fn(&TypeRef) -> bool) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => scalars::rules(*scalar).argument == ArgumentForm::Into,
        TypeRef::Named(_) => is_enum(ty),
        TypeRef::Any => true,
        _ => false,
    }
}

/// Whether methods take a value of the type as it is, without any conversion.
pub(crate) fn is_taken_as_it_is(ty: &TypeRef, is_enum: &dyn Fn(&TypeRef) -> bool) -> bool {
    let is_collected = match ty {
        TypeRef::List(_) | TypeRef::Recursive(_) => true,
        TypeRef::Map(of) => **of != TypeRef::Any,
        _ => false,
    };
    !is_collected && !is_converted(ty, is_enum)
}
