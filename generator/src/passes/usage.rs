//! Determines whether each type is sent, received or both, starting from the operations, events and
//! callbacks, and drops unused types. If there are neither, the types are for both.

use crate::diagnostics::Reporter;
use crate::ir::{Api, TypeId, TypeKind, TypeRef, Usage};

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
    let mut queue = Vec::new();
    let mut seed = |ty: &TypeRef, usage| ty.each_named(&mut |id| queue.push((id.clone(), usage)));
    for operation in api.operations() {
        operation.sent_types().for_each(|ty| seed(ty, Usage::Sent));
        operation
            .received_types()
            .for_each(|ty| seed(ty, Usage::Received));
    }
    api.events
        .iter()
        .for_each(|event| seed(&event.payload, Usage::Received));
    api.callbacks
        .iter()
        .for_each(|callback| seed(&callback.payload, Usage::Received));
    if api.resources.is_empty() && api.events.is_empty() {
        queue.extend(api.types.keys().map(|id| (id.clone(), Usage::Both)));
    }
    while let Some((id, usage)) = queue.pop() {
        spread(api, &id, usage, &mut queue);
    }
    api.types.retain(|_, def| def.usage != Usage::Unused);
}

fn spread(api: &mut Api, id: &TypeId, usage: Usage, queue: &mut Vec<(TypeId, Usage)>) {
    let Some(def) = api.types.get_mut(id) else {
        return;
    };
    let both = def.usage.and(usage);
    if def.usage == both {
        return;
    }
    def.usage = both;
    def.kind
        .each_part(&mut |ty| ty.each_named(&mut |id| queue.push((id.clone(), usage))));
    if let TypeKind::Struct { bases, .. } = &def.kind {
        queue.extend(bases.iter().map(|base| (base.clone(), usage)));
    }
}
