//! Unions to enums with a variant for each type and one for anything else.

use proc_macro2::Literal;
use quote::quote;

use crate::ir::{Access, Presence, TypeDef, TypeKind, TypeRef, Variant};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Taken, VariantName, ident};
use crate::plan::package::capability::Capability;
use crate::sdk::{Tokens, Union, UnionPaths, UnionVariant};

impl Planner<'_> {
    pub(crate) fn union(
        &mut self,
        def: &TypeDef,
        variants: &[Variant],
        discriminator: Option<&str>,
        scope: &mut Scope,
    ) -> Union {
        let names = variant_names(variants).into_iter();
        let planned = names
            .zip(variants)
            .map(|(name, variant)| self.union_variant(&name, variant, scope))
            .collect();
        let (capability, reads) = if discriminator.is_some() {
            (Capability::TaggedVariant, "tagged_variant")
        } else {
            (Capability::MatchingVariant, "matching_variant")
        };
        self.capabilities.insert(capability);
        Union {
            name: ident(self.names.get(&def.id)).into(),
            docs: self.docs.of_type(def, DocTarget::Item),
            deprecated: self.deprecation_of_type(def),
            variants: planned,
            discriminator: discriminator.map(|name| literals::string(name).into()),
            paths: UnionPaths {
                value: scope.import("serde_json::Value").into(),
                part: scope.import(&format!("crate::runtime::{reads}")).into(),
                serialize: scope.import("serde::Serialize").into(),
                deserialize: scope.import("serde::Deserialize").into(),
                deserializer: scope.import("serde::Deserializer").into(),
            },
        }
    }

    fn union_variant(&self, name: &str, variant: &Variant, scope: &mut Scope) -> UnionVariant {
        let names = &self.names;
        let tags = variant.tags.iter().map(|tag| literals::string(tag));
        UnionVariant {
            name: ident(name).into(),
            ty: TypeWriter { names, scope }.ty(&variant.ty).into(),
            tags: quote!(#(#tags)|*).into(),
            required: self.unchecked(&variant.ty).map(Tokens::from).collect(),
            docs: vec![format!("`{}`", self.docs.code(&variant.name))],
        }
    }

    /// The properties that an object of a type must have though it is decoded without them: those
    /// that may be null, and those that are only received, in a model that is also sent.
    fn unchecked(&self, ty: &TypeRef) -> impl Iterator<Item = Literal> + use<'_> {
        let def = match ty {
            TypeRef::Named(id) | TypeRef::Recursive(id) => self.api.types.get(id),
            _ => None,
        };
        let fields = def.and_then(|def| match &def.kind {
            TypeKind::Struct { fields, .. } => Some((fields, def.usage.is_sent())),
            _ => None,
        });
        fields.into_iter().flat_map(|(fields, is_sent)| {
            let required = fields.iter().filter(move |field| match field.access {
                Access::WriteOnly => false,
                Access::ReadOnly if is_sent => field.presence.is_required(),
                Access::ReadOnly | Access::ReadWrite => field.presence == Presence::Nullable,
            });
            required.map(|field| literals::string(&field.wire))
        })
    }
}

/// The variants of a union, in order.
pub(crate) fn variant_names(variants: &[Variant]) -> Vec<String> {
    let mut taken = Taken::reserved(&["Unknown"]);
    variants
        .iter()
        .map(|variant| taken.claim(VariantName::new(&variant.name).as_str()))
        .collect()
}
