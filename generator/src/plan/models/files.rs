//! Which file of `models/` each type is in: one file per type that the document names, with its
//! inline types.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::ir::{Hint, TypeDef, TypeId};
use crate::plan::names::{ModuleName, Taken, plain};

/// The files of `models/` and the types in each.
#[derive(Debug, Clone, Default)]
pub(crate) struct ModelFiles {
    /// The module of each type that has a file of its own.
    modules: BTreeMap<TypeId, ModuleName>,
    /// The types of each file, the type that owns the file first.
    files: IndexMap<TypeId, Vec<TypeId>>,
}

impl ModelFiles {
    /// Gives a file to each named type and puts inline types into the file of their owner.
    pub(crate) fn of(types: &IndexMap<TypeId, TypeDef>, name: impl Fn(&TypeId) -> String) -> Self {
        let mut files: IndexMap<TypeId, Vec<TypeId>> = IndexMap::new();
        let mut modules = BTreeMap::new();
        let mut taken = Taken::default();
        for id in types.keys() {
            files
                .entry(outermost_owner(id, types))
                .or_default()
                .push(id.clone());
        }
        for (owner, contents) in &mut files {
            contents.sort_by_key(|id| id != owner);
        }
        // The names of the files do not depend on the order of the document.
        let mut owners: Vec<&TypeId> = files.keys().collect();
        owners.sort_by_key(|owner| name(owner));
        for owner in owners {
            let module = ModuleName::new(&name(owner));
            let free = taken.claim(plain(module.as_str()));
            modules.insert(owner.clone(), ModuleName::new(&free));
        }
        Self { modules, files }
    }

    /// The name of the file that a type is in, without its extension.
    pub(crate) fn file(&self, id: &TypeId) -> &str {
        let owner = self
            .files
            .iter()
            .find(|(_, contents)| contents.contains(id));
        owner
            .and_then(|(owner, _)| self.modules.get(owner))
            .map_or("", ModuleName::file)
    }

    /// Each file: its owner, the types in it, and its module.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&TypeId, &[TypeId], &ModuleName)> {
        self.files.iter().filter_map(|(owner, contents)| {
            Some((owner, contents.as_slice(), self.modules.get(owner)?))
        })
    }
}

/// The type that owns the file: the outermost owner of an inline type, or the type itself.
fn outermost_owner(id: &TypeId, types: &IndexMap<TypeId, TypeDef>) -> TypeId {
    let mut owner = id.clone();
    // Ends, since the schema of an owner encloses that of what it owns.
    while let Some(def) = types.get(&owner) {
        match &def.hint {
            Hint::Property { owner: outer, .. } | Hint::Variant { owner: outer, .. }
                if types.contains_key(outer) =>
            {
                owner = outer.clone();
            }
            _ => break,
        }
    }
    owner
}
