//! The names of the variants of a union: the title, component or constant of a variant, else what
//! distinguishes its type.

use crate::ir::{TypeId, TypeRef, Variant};
use crate::plan::names::type_names::is_generic;
use crate::plan::names::{Claim, TypeNames, VariantName, distinct};

/// The distinct names of the variants of a union, in order.
pub(crate) fn union_variants(
    union: &TypeId,
    variants: &[Variant],
    names: &TypeNames,
) -> Vec<String> {
    let claims: Vec<Claim> = variants
        .iter()
        .map(|variant| {
            let by_type = type_words(&variant.ty, names);
            // The name of an inline type starts with that of the union.
            let own = by_type.strip_prefix(names.get(union));
            let own = own.filter(|own| !own.is_empty()).unwrap_or(&by_type);
            let words = match is_generic(&variant.name) && is_named(&variant.ty) {
                true => vec![own.to_owned(), by_type.clone()],
                false => vec![variant.name.clone(), own.to_owned(), by_type.clone()],
            };
            Claim::new(format!("{} {by_type}", variant.name), words)
        })
        .collect();
    distinct(&claims, &["Unknown"], |words| {
        VariantName::new(words).to_string()
    })
}

fn is_named(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(_) | TypeRef::Recursive(_) => true,
        TypeRef::Null(inner) => is_named(inner),
        _ => false,
    }
}

/// A type in words, which differ for different types.
fn type_words(ty: &TypeRef, names: &TypeNames) -> String {
    match ty {
        TypeRef::Named(id) | TypeRef::Recursive(id) => names.get(id).to_owned(),
        TypeRef::Scalar(scalar) => format!("{scalar:?}"),
        TypeRef::List(item) => format!("array of {}", type_words(item, names)),
        TypeRef::Map(value) => format!("map of {}", type_words(value, names)),
        TypeRef::Null(inner) => format!("nullable {}", type_words(inner, names)),
        TypeRef::Any => "any".to_owned(),
    }
}
