//! Marks the references by which types hold each other in a circle. An array or a map in between ends the circle.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Context;
use crate::ir::{Api, TypeDef, TypeId, TypeRef};

pub(super) fn run(api: &mut Api, _context: &mut Context<'_>) {
    let before = api.types.clone();
    for (id, def) in &mut api.types {
        def.kind.each_part_mut(&mut |ty| {
            let reference = match ty {
                TypeRef::Null(inner) => &mut **inner,
                other => other,
            };
            if let TypeRef::Named(held) = reference
                && reaches(&before, held, id)
            {
                *reference = TypeRef::Recursive(held.clone());
            }
        });
    }
}

/// Whether a value of one type can hold a value of another with no array or map in between.
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
