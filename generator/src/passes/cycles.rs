//! Marks the references by which types contain each other in a cycle. An array or a map in between
//! breaks the cycle.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostics::Reporter;
use crate::ir::{Api, TypeDef, TypeId, TypeRef};

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
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

/// Whether a value of one type can contain a value of another with no array or map in between.
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
