//! Allows null where a JSON Merge Patch (RFC 7396) removes something.
//!
//! In such a request body, null removes a property or an entry of a map, whatever the schema says,
//! which is often that of the resource. An array replaces the whole array, so its items are not
//! patches. A type that is also used elsewhere has the nulls there too.

use std::collections::BTreeSet;

use crate::diagnostics::Reporter;
use crate::ir::{Access, Api, Field, Presence, TypeId, TypeKind, TypeRef};
use crate::media::essence;

const MEDIA_TYPE: &str = "application/merge-patch+json";

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
    let mut found = Vec::new();
    for operation in api.operations_mut() {
        let body = operation.body.as_mut();
        if let Some(body) = body.filter(|body| essence(&body.media_type) == MEDIA_TYPE) {
            patch(&mut body.ty, &mut found);
        }
    }
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    while let Some(id) = found.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let Some(def) = api.types.get_mut(&id) else {
            continue;
        };
        match &mut def.kind {
            TypeKind::Struct {
                fields, additional, ..
            } => {
                for field in fields {
                    removable(field);
                    patch(&mut field.ty, &mut found);
                }
                if let Some(value) = additional {
                    patch(value, &mut found);
                    allow_null(value);
                }
            }
            TypeKind::Union { variants, .. } => {
                for variant in variants {
                    patch(&mut variant.ty, &mut found);
                }
            }
            TypeKind::Alias(ty) => patch(ty, &mut found),
            TypeKind::Enum { .. } => {}
        }
    }
}

/// Collects the types of a patch, and allows null as the value of an entry of a map.
fn patch(ty: &mut TypeRef, found: &mut Vec<TypeId>) {
    match ty {
        TypeRef::Named(id) | TypeRef::Recursive(id) => found.push(id.clone()),
        TypeRef::Null(inner) => patch(inner, found),
        TypeRef::Map(value) => {
            patch(value, found);
            allow_null(value);
        }
        TypeRef::List(_) | TypeRef::Scalar(_) | TypeRef::Any => {}
    }
}

fn allow_null(ty: &mut TypeRef) {
    if !matches!(ty, TypeRef::Null(_) | TypeRef::Any) {
        let inner = std::mem::replace(ty, TypeRef::Any);
        *ty = TypeRef::Null(Box::new(inner));
    }
}

/// Null removes an optional property. A required one cannot be removed.
fn removable(field: &mut Field) {
    if field.presence == Presence::Optional && field.access != Access::ReadOnly {
        field.presence = Presence::OptionalNullable;
    }
}
