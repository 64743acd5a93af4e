//! Lets optional properties with any value be null, which is not the same as an absent property.

use crate::diagnostics::Reporter;
use crate::ir::{Api, Presence, TypeKind, TypeRef};

pub(super) fn run(api: &mut Api, _: &mut Reporter<'_>) {
    for def in api.types.values_mut() {
        let TypeKind::Struct { fields, .. } = &mut def.kind else {
            continue;
        };
        let is_free = |ty: &TypeRef| *ty == TypeRef::Any;
        for field in fields.iter_mut().filter(|field| is_free(&field.ty)) {
            if field.presence == Presence::Optional {
                field.presence = Presence::OptionalNullable;
            }
        }
    }
}
