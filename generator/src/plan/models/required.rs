//! Which types have members that must be set before they are sent, their own or those of types in them.

use std::collections::BTreeSet;

use crate::ir::{Access, Api, TypeDef, TypeId, TypeKind, TypeRef};
use crate::plan::models::properties::goes;

/// The built types that can lack something: structs, and unions with such a part.
pub(crate) fn checked(api: &Api) -> BTreeSet<TypeId> {
    let mut checked: BTreeSet<TypeId> = api
        .types
        .values()
        .filter(|def| is_built(def) && has_required(def))
        .map(|def| def.id.clone())
        .collect();
    loop {
        let before = checked.len();
        for def in api.types.values().filter(|def| is_built(def)) {
            let mut holds = false;
            let mut look = |ty: &TypeRef| {
                ty.each_named(&mut |id| holds |= checked.contains(id));
            };
            match &def.kind {
                TypeKind::Struct {
                    fields, additional, ..
                } => {
                    let sent = fields.iter().filter(|field| goes(field, def.usage));
                    sent.map(|field| &field.ty)
                        .chain(additional)
                        .for_each(&mut look);
                }
                kind => kind.each_part(&mut look),
            }
            if holds {
                checked.insert(def.id.clone());
            }
        }
        if checked.len() == before {
            return checked;
        }
    }
}

fn is_built(def: &TypeDef) -> bool {
    let has_parts = matches!(def.kind, TypeKind::Struct { .. } | TypeKind::Union { .. });
    def.usage.is_sent() && has_parts
}

fn has_required(def: &TypeDef) -> bool {
    let TypeKind::Struct { fields, .. } = &def.kind else {
        return false;
    };
    let must =
        |field: &crate::ir::Field| field.presence.is_required() && field.access != Access::ReadOnly;
    fields.iter().any(must)
}
