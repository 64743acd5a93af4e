//! Replaces aliases by their targets and removes them.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Reporter};
use crate::ir::{Api, Hint, TypeDef, TypeId, TypeKind, TypeRef};

pub(super) fn run(api: &mut Api, reporter: &mut Reporter<'_>) {
    let before = api.types.clone();
    let mut inline = Inline {
        types: &before,
        trail: Vec::new(),
        reporter,
    };
    for def in api.types.values_mut().filter(|def| !is_alias(def)) {
        def.kind.each_part_mut(&mut |ty| inline.replace(ty));
        if let TypeKind::Struct { bases, .. } = &mut def.kind {
            bases.retain(|base| before.get(base).is_some_and(|def| !is_alias(def)));
        }
    }
    for operation in api.operations_mut() {
        operation.types_mut().for_each(|ty| inline.replace(ty));
    }
    api.events
        .iter_mut()
        .for_each(|event| inline.replace(&mut event.payload));
    api.callbacks
        .iter_mut()
        .for_each(|callback| inline.replace(&mut callback.payload));
    let dropped: Vec<TypeDef> = api
        .types
        .values()
        .filter(|def| is_alias(def))
        .cloned()
        .collect();
    for alias in dropped {
        let mut target = TypeRef::Named(alias.id.clone());
        inline.replace(&mut target);
        rename(api, alias, &target);
    }
    api.types.retain(|_, def| !is_alias(def));
}

/// Adds the name of an alias to its target, and its docs if the target has none.
fn rename(api: &mut Api, alias: TypeDef, target: &TypeRef) {
    let (Hint::Component { name }, TypeRef::Named(id)) = (alias.hint, target) else {
        return;
    };
    let Some(def) = api.types.get_mut(id) else {
        return;
    };
    def.also_called.push(name);
    def.docs.title = def.docs.title.take().or(alias.docs.title);
    def.docs.description = def.docs.description.take().or(alias.docs.description);
}

fn is_alias(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Alias(_))
}

struct Inline<'a, 'r> {
    types: &'a IndexMap<TypeId, TypeDef>,
    trail: Vec<TypeId>,
    reporter: &'a mut Reporter<'r>,
}

impl Inline<'_, '_> {
    fn replace(&mut self, ty: &mut TypeRef) {
        match ty {
            TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Null(inner) => {
                self.replace(inner);
            }
            TypeRef::Scalar(_) | TypeRef::Recursive(_) | TypeRef::Any => {}
            TypeRef::Named(id) => {
                let Some(TypeKind::Alias(target)) = self.types.get(id).map(|def| &def.kind) else {
                    return;
                };
                if self.trail.contains(id) {
                    self.circular(&id.clone());
                    *ty = TypeRef::Any;
                    return;
                }
                let mut target = target.clone();
                self.trail.push(id.clone());
                self.replace(&mut target);
                self.trail.pop();
                *ty = target;
            }
        }
    }

    fn circular(&mut self, id: &TypeId) {
        let message = "an array or map that contains only itself has items of any type";
        self.reporter.report(Code::AliasCircular, &id.0, message);
    }
}
