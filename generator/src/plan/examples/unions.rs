//! Values of unions as Rust expressions.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::ir::{TypeDef, TypeKind, TypeRef, Variant};
use crate::plan::Planner;
use crate::plan::examples::Needs;
use crate::plan::models::holding::is_asked;
use crate::plan::names::{ident, union_variants};
use crate::plan::scalars::Position;

impl Planner<'_> {
    /// `Union::Variant(content)`, with the variant that the discriminator names, or else the first
    /// that the value fits.
    pub(super) fn union_value(
        &self,
        def: &TypeDef,
        variants: &[Variant],
        discriminator: Option<&str>,
        value: &Value,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let tag = discriminator.and_then(|name| value.get(name));
        let names = union_variants(&def.id, variants, &self.names);
        let is_meant = |variant: &Variant| tag.is_some_and(|tag| variant.tags.contains(tag));
        let mut tried: Vec<(String, &Variant)> = names.into_iter().zip(variants).collect();
        if tried.iter().any(|(_, variant)| is_meant(variant)) {
            tried.retain(|(_, variant)| is_meant(variant));
            tried.sort_by_key(|(_, variant)| {
                let has_required = self.has_required(&variant.ty, value);
                (!has_required, self.unknown_properties(&variant.ty, value))
            });
        } else {
            tried.retain(|(_, variant)| {
                variant.tags.is_empty() && self.has_required(&variant.ty, value)
            });
            tried.sort_by_key(|(_, variant)| self.unknown_properties(&variant.ty, value));
        }
        for (name, variant) in tried {
            let mut more = needs.clone();
            let content = self.value(value, &variant.ty, Position::Exact, &mut more);
            if let Some(content) = content {
                *needs = more;
                let (union, name) = (self.model_type(def, needs), ident(&name));
                return Some(quote!(#union::#name(#content)));
            }
        }
        None
    }

    /// The number of properties of a value that its type does not have.
    fn unknown_properties(&self, ty: &TypeRef, value: &Value) -> usize {
        let (TypeRef::Named(id) | TypeRef::Recursive(id)) = ty else {
            return 0;
        };
        match (self.api.types.get(id).map(|def| &def.kind), value) {
            (Some(TypeKind::Struct { fields, .. }), Value::Object(properties)) => {
                let names = properties.keys();
                let is_unknown = |name: &&String| !fields.iter().any(|field| field.wire == **name);
                names.filter(is_unknown).count()
            }
            _ => 0,
        }
    }

    /// Whether the value has every property that its type asks for, if that is an object.
    fn has_required(&self, ty: &TypeRef, value: &Value) -> bool {
        let (TypeRef::Named(id) | TypeRef::Recursive(id)) = ty else {
            return true;
        };
        match self.api.types.get(id).map(|def| &def.kind) {
            Some(TypeKind::Struct { fields, .. }) => fields.iter().all(|field| {
                let given = value.get(&field.wire);
                match &field.constant {
                    Some(constant) => given.is_none_or(|given| given == constant),
                    None => given.is_some() || !is_asked(field),
                }
            }),
            _ => true,
        }
    }
}
