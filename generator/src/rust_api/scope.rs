//! What a path means in a module.

use std::collections::BTreeSet;

use syn::{Attribute, Item, UseTree, Visibility};

use super::cfg::Cfg;
use super::modules::{Modules, is_hidden};

/// The namespaces of Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    Type,
    Value,
    Macro,
}

/// An item, by its module and its index there.
pub(super) type Id = (usize, usize);

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Module(usize),
    Item(Id),
    /// A path in another crate.
    External(Vec<String>),
}

/// A name that a `use` item imports.
#[derive(Debug, Clone)]
pub(super) struct Import {
    pub(super) path: Vec<String>,
    /// Whether the path starts with `::`.
    is_absolute: bool,
    /// The name, or `None` for all names.
    pub(super) name: Option<String>,
    /// Whether it is a part of the public API, if its module is.
    pub(super) is_public: bool,
    pub(super) cfg: Cfg,
}

/// The names of all modules.
pub(super) struct Scopes<'m> {
    pub(super) modules: &'m Modules,
    /// The imports of each module.
    imports: Vec<Vec<Import>>,
    /// The names of other crates.
    crates: &'m BTreeSet<String>,
}

/// A name that is being looked up.
type Search = (usize, String, Space);

impl<'m> Scopes<'m> {
    pub(super) fn new(modules: &'m Modules, crates: &'m BTreeSet<String>) -> Self {
        let imports = modules.all.iter().map(|module| {
            let mut imports = Vec::new();
            for item in &module.items {
                let Item::Use(item) = item else { continue };
                let Some(cfg) = Cfg::of(&item.attrs) else {
                    continue;
                };
                let is_public = is_public(&item.vis) && !is_hidden(&item.attrs);
                let import = Import {
                    path: Vec::new(),
                    is_absolute: item.leading_colon.is_some(),
                    name: None,
                    is_public,
                    cfg,
                };
                flatten(&item.tree, import, &mut imports);
            }
            imports
        });
        Self {
            modules,
            imports: imports.collect(),
            crates,
        }
    }

    pub(super) fn imports(&self, module: usize) -> &[Import] {
        self.imports.get(module).map_or(&[], Vec::as_slice)
    }

    /// The item of the crate.
    pub(super) fn item(&self, (module, index): Id) -> Option<&'m Item> {
        self.modules.all.get(module)?.items.get(index)
    }

    /// What an import leads to, in one of the namespaces.
    pub(super) fn target(&self, module: usize, import: &Import, space: Space) -> Option<Target> {
        let found = self.search(
            module,
            &import.path,
            import.is_absolute,
            space,
            &mut Vec::new(),
        )?;
        (found.1 == import.path.len()).then_some(found.0)
    }

    /// What a path leads to, and how many of its names say so. The others are items of a type.
    pub(super) fn resolve(
        &self,
        module: usize,
        path: &[String],
        is_absolute: bool,
        space: Space,
    ) -> Option<(Target, usize)> {
        self.search(module, path, is_absolute, space, &mut Vec::new())
    }

    fn search(
        &self,
        module: usize,
        path: &[String],
        is_absolute: bool,
        space: Space,
        searches: &mut Vec<Search>,
    ) -> Option<(Target, usize)> {
        let space_at = |index: usize| {
            if index + 1 == path.len() {
                space
            } else {
                Space::Type
            }
        };
        let first = path.first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules.all.get(module)?.parent?),
            _ if is_absolute => self.external(first)?,
            name => self
                .lookup(module, name, space_at(0), searches)
                .or_else(|| self.external(name))?,
        };
        let mut count = 1;
        while let Some(name) = path.get(count) {
            target = match target {
                Target::Module(inner) if name == "super" => {
                    Target::Module(self.modules.all.get(inner)?.parent?)
                }
                Target::Module(inner) => self.lookup(inner, name, space_at(count), searches)?,
                Target::Item(_) => break,
                Target::External(mut names) => {
                    names.push(name.clone());
                    Target::External(names)
                }
            };
            count += 1;
        }
        Some((target, count))
    }

    fn external(&self, name: &str) -> Option<Target> {
        let is_known = self.crates.contains(name);
        is_known.then(|| Target::External(vec![name.to_owned()]))
    }

    fn lookup(
        &self,
        module: usize,
        name: &str,
        space: Space,
        searches: &mut Vec<Search>,
    ) -> Option<Target> {
        let search = (module, name.to_owned(), space);
        if searches.contains(&search) {
            return None;
        }
        searches.push(search);
        let found = self.lookup_once(module, name, space, searches);
        searches.pop();
        found
    }

    fn lookup_once(
        &self,
        module: usize,
        name: &str,
        space: Space,
        searches: &mut Vec<Search>,
    ) -> Option<Target> {
        let own = self.modules.all.get(module)?;
        if let Some(child) = own.children.get(name)
            && space == Space::Type
        {
            return Some(Target::Module(*child));
        }
        let is_named =
            |item: &Item| named(item).is_some_and(|one| one.name == name && one.space == space);
        if let Some(index) = own.items.iter().position(is_named) {
            return Some(Target::Item((module, index)));
        }
        let imports = self.imports(module);
        let by_name = imports
            .iter()
            .filter(|import| import.name.as_deref() == Some(name));
        for import in by_name {
            let (path, is_absolute) = (&import.path, import.is_absolute);
            if let Some((target, count)) = self.search(module, path, is_absolute, space, searches)
                && count == path.len()
            {
                return Some(target);
            }
        }
        for import in imports.iter().filter(|import| import.name.is_none()) {
            let (path, is_absolute) = (&import.path, import.is_absolute);
            let target = self.search(module, path, is_absolute, Space::Type, searches);
            if let Some((Target::Module(inner), _)) = target
                && let Some(found) = self.lookup(inner, name, space, searches)
            {
                return Some(found);
            }
        }
        None
    }
}

/// The parts of an item that all kinds with a name have.
pub(super) struct Named<'i> {
    pub(super) name: String,
    pub(super) space: Space,
    pub(super) visibility: &'i Visibility,
    pub(super) attributes: &'i [Attribute],
}

/// The name of an item, if it has one.
pub(super) fn named(item: &Item) -> Option<Named<'_>> {
    let (name, space, visibility, attributes) = match item {
        Item::Struct(item) => (&item.ident, Space::Type, &item.vis, &item.attrs),
        Item::Enum(item) => (&item.ident, Space::Type, &item.vis, &item.attrs),
        Item::Union(item) => (&item.ident, Space::Type, &item.vis, &item.attrs),
        Item::Trait(item) => (&item.ident, Space::Type, &item.vis, &item.attrs),
        Item::Type(item) => (&item.ident, Space::Type, &item.vis, &item.attrs),
        Item::Fn(item) => (&item.sig.ident, Space::Value, &item.vis, &item.attrs),
        Item::Const(item) => (&item.ident, Space::Value, &item.vis, &item.attrs),
        Item::Static(item) => (&item.ident, Space::Value, &item.vis, &item.attrs),
        Item::Macro(item) => {
            let name = item.ident.as_ref()?;
            (name, Space::Macro, &Visibility::Inherited, &item.attrs)
        }
        _ => return None,
    };
    Some(Named {
        name: name.to_string(),
        space,
        visibility,
        attributes,
    })
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Adds each name of a `use` item.
fn flatten(tree: &UseTree, mut import: Import, imports: &mut Vec<Import>) {
    match tree {
        UseTree::Path(tree) => {
            import.path.push(tree.ident.to_string());
            flatten(&tree.tree, import, imports);
        }
        UseTree::Name(tree) => {
            let name = tree.ident.to_string();
            if name == "self" {
                import.name = import.path.last().cloned();
            } else {
                import.path.push(name.clone());
                import.name = Some(name);
            }
            imports.push(import);
        }
        UseTree::Rename(tree) => {
            if tree.ident != "self" {
                import.path.push(tree.ident.to_string());
            }
            import.name = Some(tree.rename.to_string());
            imports.push(import);
        }
        UseTree::Glob(_) => imports.push(import),
        UseTree::Group(tree) => {
            for inner in &tree.items {
                flatten(inner, import.clone(), imports);
            }
        }
    }
}
