//! Unions to enums with a variant for each type and one for anything else.
//!
//! A value with a known discriminator is decoded as the variant that this names. For all others,
//! the variants without discriminator values are tried, the more specific ones first.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::ir::{Access, Field, Presence, Scalar, TypeDef, TypeKind, TypeRef, Variant};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ident, union_variants};
use crate::plan::package::capability::Capability;
use crate::sdk::{Union, UnionDiscriminator, UnionPaths, UnionVariant};

impl Planner<'_> {
    pub(crate) fn union(
        &mut self,
        def: &TypeDef,
        variants: &[Variant],
        discriminator: Option<&str>,
        scope: &mut Scope,
    ) -> Union {
        let names = union_variants(&def.id, variants, &self.names);
        let named: Vec<(String, &Variant)> = names.into_iter().zip(variants).collect();
        let planned = named
            .iter()
            .map(|(name, variant)| self.union_variant(name, variant, scope))
            .collect();
        let fallback = self.fallback(named, discriminator, scope);
        let discriminator = discriminator.map(|name| {
            self.capabilities.insert(Capability::TaggedVariant);
            UnionDiscriminator {
                name: literals::string(name).into(),
                method: tag_method(variants).into(),
                tagged_variant: scope.import("crate::runtime::tagged_variant").into(),
            }
        });
        let value = scope.import("serde_json::Value");
        Union {
            name: ident(self.names.get(&def.id)).into(),
            docs: self.docs.of_type(def, DocTarget::Item),
            deprecated: self.deprecation_of_type(def),
            variants: planned,
            fallback: fallback.into(),
            discriminator,
            paths: UnionPaths {
                value: value.into(),
                serialize: scope.import("serde::Serialize").into(),
                deserialize: scope.import("serde::Deserialize").into(),
                deserializer: scope.import("serde::Deserializer").into(),
            },
        }
    }

    fn union_variant(&self, name: &str, variant: &Variant, scope: &mut Scope) -> UnionVariant {
        let names = &self.names;
        let tags: Vec<TokenStream> = variant.tags.iter().filter_map(literals::scalar).collect();
        UnionVariant {
            name: ident(name).into(),
            ty: TypeWriter { names, scope }.ty(&variant.ty).into(),
            tags: (!tags.is_empty()).then(|| quote!(#(#tags)|*).into()),
            docs: vec![format!("`{}`", self.docs.code(&variant.name))],
        }
    }

    /// The variant for values that no tag identifies: the one that fits best, or `Unknown`. A
    /// variant with tags is tried if it may be without its discriminator.
    fn fallback(
        &mut self,
        names: Vec<(String, &Variant)>,
        discriminator: Option<&str>,
        scope: &mut Scope,
    ) -> TokenStream {
        let is_tried = |variant: &Variant| {
            variant.tags.is_empty()
                || discriminator.is_some_and(|name| !self.requires(&variant.ty, name))
        };
        let mut tried: Vec<(String, &Variant)> = names
            .into_iter()
            .filter(|(_, variant)| is_tried(variant))
            .collect();
        if tried.is_empty() && discriminator.is_some() {
            return quote!(Self::Unknown(value));
        }
        tried.sort_by_key(|(_, variant)| (!variant.tags.is_empty(), self.openness(&variant.ty)));
        self.capabilities.insert(Capability::MatchingVariant);
        let matching = scope.import("crate::runtime::MatchingVariant");
        let mut code = quote!(#matching::of(value));
        for (name, variant) in tried {
            let name = ident(&name);
            let mut conditions = self.conditions(&variant.ty);
            if let Some(property) = discriminator.filter(|_| !variant.tags.is_empty()) {
                let property = literals::string(property);
                conditions.insert(0, quote!(value.get(#property).is_none()));
            }
            code.extend(match self.nested_union(&variant.ty, scope) {
                Some(is_known) => quote!(.or_known(#is_known, Self::#name)),
                None if conditions.is_empty() => quote!(.or(Self::#name)),
                None => quote!(.or_if(|value| #(#conditions)&&*, Self::#name)),
            });
        }
        quote!(#code.or_unknown(Self::Unknown))
    }

    /// Whether objects of a type always have a property.
    fn requires(&self, ty: &TypeRef, property: &str) -> bool {
        let fields = self.fields(ty).map(|(fields, _)| fields);
        let mut fields = fields.into_iter().flatten();
        fields.any(|field| field.wire == property && field.presence.is_required())
    }

    /// The fields of a type, if it is a struct, and whether it is sent.
    fn fields(&self, ty: &TypeRef) -> Option<(&[Field], bool)> {
        let (TypeRef::Named(id) | TypeRef::Recursive(id)) = ty else {
            return None;
        };
        let def = self.api.types.get(id)?;
        match &def.kind {
            TypeKind::Struct { fields, .. } => Some((fields, def.usage.is_sent())),
            _ => None,
        }
    }

    /// How much a type accepts, of those that accept the same JSON type. Formats precede enums,
    /// which accept every string, and plain strings.
    fn openness(&self, ty: &TypeRef) -> u8 {
        match ty {
            TypeRef::Scalar(Scalar::Int64) => 1,
            TypeRef::Scalar(Scalar::Integer) => 2,
            TypeRef::Scalar(Scalar::Double) => 3,
            TypeRef::Scalar(Scalar::Decimal | Scalar::DateTime | Scalar::String) => 4,
            TypeRef::Scalar(_) => 0,
            TypeRef::Map(value) if **value == TypeRef::Any => 4,
            TypeRef::Map(_) => 2,
            TypeRef::Any => 5,
            ty if self.is_enum(ty) => 3,
            _ => 1,
        }
    }

    /// The condition on which a union knows a value, if the type is a union.
    fn nested_union(&self, ty: &TypeRef, scope: &mut Scope) -> Option<TokenStream> {
        let (TypeRef::Named(id) | TypeRef::Recursive(id)) = ty else {
            return None;
        };
        let def = self.api.types.get(id)?;
        if !matches!(def.kind, TypeKind::Union { .. }) {
            return None;
        }
        let union = scope.model(self.names.get(id));
        let content = match ty {
            TypeRef::Recursive(_) => quote!(**content),
            _ => quote!(content),
        };
        Some(quote!(|content| !matches!(#content, #union::Unknown(_))))
    }

    /// What an object of a type must have though it is decoded without it: constants, properties
    /// that may be null, and those that are only received, in a model that is also sent.
    fn conditions(&self, ty: &TypeRef) -> Vec<TokenStream> {
        let Some((fields, is_sent)) = self.fields(ty) else {
            return Vec::new();
        };
        let conditions = fields.iter().filter_map(|field| condition(field, is_sent));
        conditions.collect()
    }
}

fn condition(field: &Field, is_sent: bool) -> Option<TokenStream> {
    let wire = literals::string(&field.wire);
    let required = field.presence.is_required();
    if let Some(constant) = field.constant.as_ref().and_then(literals::scalar) {
        let method = if required {
            quote!(is_some_and)
        } else {
            quote!(is_none_or)
        };
        return Some(quote!(value.get(#wire).#method(|found| *found == #constant)));
    }
    let is_asked = match field.access {
        Access::WriteOnly => false,
        Access::ReadOnly if is_sent => required,
        Access::ReadOnly | Access::ReadWrite => field.presence == Presence::Nullable,
    };
    is_asked.then(|| quote!(value.get(#wire).is_some()))
}

/// The method of a JSON value that returns a tag.
fn tag_method(variants: &[Variant]) -> TokenStream {
    let first = variants.iter().find_map(|variant| variant.tags.first());
    match first {
        Some(Value::Bool(_)) => quote!(as_bool),
        Some(Value::Number(_)) => quote!(as_i64),
        _ => quote!(as_str),
    }
}
