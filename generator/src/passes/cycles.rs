//! Boxes the members by which types hold each other in a circle. Lists and maps are indirections already.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Context;
use crate::ir::{Api, TypeDef, TypeId, TypeRef};

pub(super) fn run(api: &mut Api, _context: &mut Context<'_>) {
    let before = api.types.clone();
    for (id, def) in &mut api.types {
        def.kind.each_part_mut(&mut |ty| {
            let held = match ty {
                TypeRef::Named(held) => held,
                TypeRef::Null(inner) => match &mut **inner {
                    TypeRef::Named(held) => held,
                    _ => return,
                },
                _ => return,
            };
            if reaches(&before, held, id) {
                let held = TypeRef::Boxed(Box::new(TypeRef::Named(held.clone())));
                *ty = match ty {
                    TypeRef::Null(_) => TypeRef::Null(Box::new(held)),
                    _ => held,
                };
            }
        });
    }
}

/// Whether a value of one type may hold a value of another without a list or map between them.
fn reaches(types: &IndexMap<TypeId, TypeDef>, from: &TypeId, to: &TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![from.clone()];
    while let Some(id) = queue.pop() {
        if id == *to {
            return true;
        }
        if !seen.insert(id.clone()) {
            continue;
        }
        let Some(def) = types.get(&id) else { continue };
        def.kind.each_part(&mut |ty| match ty {
            TypeRef::Named(held) => queue.push(held.clone()),
            TypeRef::Null(inner) => inner.each_named(&mut |held| queue.push(held.clone())),
            _ => {}
        });
    }
    false
}
