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
use crate::sdk::{Union, UnionArm, UnionDiscriminator, UnionPaths, UnionVariant};

/// A variant with its Rust name.
type Named<'v> = (String, &'v Variant);

impl Planner<'_> {
    pub(crate) fn union(
        &mut self,
        def: &TypeDef,
        variants: &[Variant],
        discriminator: Option<&str>,
        scope: &mut Scope,
    ) -> Union {
        let has_tags = variants.iter().any(|variant| !variant.tags.is_empty());
        let discriminator = discriminator.filter(|_| has_tags);
        let names = union_variants(&def.id, variants, &self.names);
        let named: Vec<Named<'_>> = names.into_iter().zip(variants).collect();
        let planned = named
            .iter()
            .map(|(name, variant)| self.union_variant(name, variant, scope))
            .collect();
        let discriminator_of = |name| UnionDiscriminator {
            name: literals::string(name).into(),
            method: tag_method(variants).into(),
            arms: self.arms(&named, scope),
        };
        let discriminator_plan = discriminator.map(discriminator_of);
        let fallback = self.fallback(named, discriminator, scope);
        let value = scope.import("serde_json::Value");
        Union {
            name: ident(self.names.get(&def.id)).into(),
            docs: self.docs.of_type(def, DocTarget::Item),
            deprecated: self.deprecation_of_type(def),
            variants: planned,
            fallback: fallback.into(),
            discriminator: discriminator_plan,
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
        UnionVariant {
            name: ident(name).into(),
            ty: TypeWriter { names, scope }.ty(&variant.ty).into(),
            docs: vec![self.variant_docs(variant)],
        }
    }

    fn variant_docs(&self, variant: &Variant) -> String {
        let name = self.docs.code(&variant.name);
        match variant.is_default {
            true => format!("`{name}`, also for unknown and absent values of the discriminator."),
            false => format!("`{name}`"),
        }
    }

    /// The variants by the values of the discriminator. If several variants have the same value, the
    /// one that fits best is chosen.
    fn arms(&mut self, named: &[Named<'_>], scope: &mut Scope) -> Vec<UnionArm> {
        let mut arms: Vec<(Vec<&Named<'_>>, Vec<&Value>)> = Vec::new();
        for tag in named.iter().flat_map(|(_, variant)| &variant.tags) {
            let is_known = arms.iter().any(|(_, tags)| tags.contains(&tag));
            if is_known {
                continue;
            }
            let owners: Vec<_> = named
                .iter()
                .filter(|(_, variant)| variant.tags.contains(tag))
                .collect();
            let same = |one: &&Named<'_>, other: &&Named<'_>| one.0 == other.0;
            let arm = arms.iter_mut().find(|(known, _)| {
                known.len() == owners.len() && known.iter().zip(&owners).all(|(a, b)| same(a, b))
            });
            match arm {
                Some((_, tags)) => tags.push(tag),
                None => arms.push((owners, vec![tag])),
            }
        }
        arms.into_iter()
            .map(|(owners, tags)| UnionArm {
                tags: pattern(&tags).into(),
                value: self.arm(&owners, scope).into(),
            })
            .collect()
    }

    fn arm(&mut self, owners: &[&Named<'_>], scope: &mut Scope) -> TokenStream {
        if let [(name, _)] = owners {
            self.capabilities.insert(Capability::TaggedVariant);
            let tagged_variant = scope.import("crate::runtime::tagged_variant");
            let name = ident(name);
            return quote!(#tagged_variant(value).map_or_else(Self::Unknown, Self::#name));
        }
        let tried = owners.iter().map(|(name, variant)| {
            let conditions = self.conditions(&variant.ty);
            (name.clone(), *variant, conditions)
        });
        let tried = tried.collect();
        self.best(tried, scope)
    }

    /// The variant that fits best, of those whose conditions hold, or `Unknown`.
    fn best(
        &mut self,
        tried: Vec<(String, &Variant, Vec<TokenStream>)>,
        scope: &mut Scope,
    ) -> TokenStream {
        self.capabilities.insert(Capability::MatchingVariant);
        let matching = scope.import("crate::runtime::MatchingVariant");
        let mut code = quote!(#matching::of(value));
        for (name, variant, conditions) in tried {
            let name = ident(&name);
            code.extend(match self.nested_union(&variant.ty, scope) {
                Some(is_known) => quote!(.or_known(#is_known, Self::#name)),
                None if conditions.is_empty() => quote!(.or(Self::#name)),
                None => quote!(.or_if(|value| #(#conditions)&&*, Self::#name)),
            });
        }
        quote!(#code.or_unknown(Self::Unknown))
    }

    /// The variant for values that no tag identifies: the one that fits best, or `Unknown`. A
    /// variant with tags is tried if it may be without its discriminator.
    fn fallback(
        &mut self,
        names: Vec<Named<'_>>,
        discriminator: Option<&str>,
        scope: &mut Scope,
    ) -> TokenStream {
        let is_default = |one: &&Named<'_>| one.1.is_default && discriminator.is_some();
        if let Some(default) = names.iter().find(is_default).cloned() {
            return self.default_variant(names, &default, scope);
        }
        let is_tried = |variant: &Variant| {
            variant.tags.is_empty()
                || discriminator.is_some_and(|name| !self.requires(&variant.ty, name))
        };
        let mut tried: Vec<Named<'_>> = names
            .into_iter()
            .filter(|(_, variant)| is_tried(variant))
            .collect();
        if tried.is_empty() && discriminator.is_some() {
            return quote!(Self::Unknown(value));
        }
        tried.sort_by_key(|(_, variant)| (!variant.tags.is_empty(), self.openness(&variant.ty)));
        let with_conditions = tried.into_iter().map(|(name, variant)| {
            let mut conditions = self.conditions(&variant.ty);
            if let Some(property) = discriminator.filter(|_| !variant.tags.is_empty()) {
                let property = literals::string(property);
                conditions.insert(0, quote!(value.get(#property).is_none()));
            }
            (name, variant, conditions)
        });
        let tried = with_conditions.collect();
        self.best(tried, scope)
    }

    /// The default variant for objects, and the one that fits best for other values.
    fn default_variant(
        &mut self,
        names: Vec<Named<'_>>,
        default: &Named<'_>,
        scope: &mut Scope,
    ) -> TokenStream {
        let of_objects = self.arm(&[default], scope);
        let others = names.into_iter();
        let others = others.filter(|(_, one)| one.tags.is_empty() && !one.is_default);
        let mut others: Vec<Named<'_>> = others.collect();
        if others.is_empty() {
            return of_objects;
        }
        others.sort_by_key(|(_, variant)| self.openness(&variant.ty));
        let tried = others.into_iter().map(|(name, variant)| {
            let conditions = self.conditions(&variant.ty);
            (name, variant, conditions)
        });
        let tried = tried.collect();
        let of_others = self.best(tried, scope);
        quote!(if value.is_object() { #of_objects } else { #of_others })
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

/// The pattern of several values. clippy wants consecutive integers as a range.
fn pattern(tags: &[&Value]) -> TokenStream {
    let integers: Option<Vec<i64>> = tags.iter().map(|tag| tag.as_i64()).collect();
    if let Some(mut integers) = integers
        && integers.len() > 2
    {
        integers.sort_unstable();
        let is_range = integers
            .iter()
            .zip(integers.iter().skip(1))
            .all(|(one, next)| one.checked_add(1) == Some(*next));
        if let (true, Some(first), Some(last)) = (is_range, integers.first(), integers.last()) {
            let (first, last) = (literals::integer(*first), literals::integer(*last));
            return quote!(#first..=#last);
        }
    }
    let tags = tags.iter().filter_map(|tag| literals::scalar(tag));
    quote!(#(#tags)|*)
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
