//! The public paths of items: from the root of the crate through public modules and `pub use`.

use std::collections::{BTreeMap, BTreeSet};

use super::cfg::Cfg;
use super::modules::is_hidden;
use super::scope::{Id, Scopes, Space, Target, is_public, named};

/// A public path, and the conditions under which it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Public {
    /// `crate::models::Company`
    pub(super) path: String,
    pub(super) cfg: Cfg,
}

/// All public paths.
#[derive(Debug, Default)]
pub(super) struct Exports {
    /// Those of each item, the usual one first.
    pub(super) items: BTreeMap<Id, Vec<Public>>,
    /// Those of each module, the usual one first.
    pub(super) modules: BTreeMap<usize, Vec<Public>>,
    /// Those of items of other crates, with the paths there.
    pub(super) external: Vec<(Public, String)>,
    visited: BTreeSet<(usize, String)>,
}

impl Exports {
    /// Finds all public paths.
    ///
    /// # Errors
    ///
    /// A `pub use` of something that is not found.
    pub(super) fn of(scopes: &Scopes<'_>) -> Result<Self, String> {
        let mut exports = Self::default();
        exports.walk(scopes, 0, "crate", &Cfg::default())?;
        let order = |public: &Public| (public.path.matches("::").count(), public.path.clone());
        for publics in exports.items.values_mut() {
            publics.sort_by_key(order);
        }
        for publics in exports.modules.values_mut() {
            publics.sort_by_key(order);
        }
        Ok(exports)
    }

    /// The usual path of an item.
    pub(super) fn item(&self, id: Id) -> Option<&Public> {
        self.items.get(&id)?.first()
    }

    fn walk(
        &mut self,
        scopes: &Scopes<'_>,
        index: usize,
        path: &str,
        cfg: &Cfg,
    ) -> Result<(), String> {
        let Some(module) = scopes.modules.all.get(index) else {
            return Ok(());
        };
        if !self.visited.insert((index, path.to_owned())) {
            return Ok(());
        }
        let cfg = cfg.and(&module.cfg);
        for (position, item) in module.items.iter().enumerate() {
            let Some(named) = named(item) else { continue };
            let id = (index, position);
            if is_public(named.visibility) && !is_hidden(named.attributes) {
                self.add(scopes, id, format!("{path}::{}", named.name), &cfg);
            } else if is_exported_macro(named.attributes) {
                self.add(scopes, id, format!("crate::{}", named.name), &cfg);
            }
        }
        for (name, child) in &module.children {
            let Some(inner) = scopes.modules.all.get(*child) else {
                continue;
            };
            if inner.is_public && !is_hidden(&inner.attributes) {
                self.module(scopes, *child, format!("{path}::{name}"), &cfg)?;
            }
        }
        for import in scopes.imports(index).iter().filter(|one| one.is_public) {
            let cfg = cfg.and(&import.cfg);
            let mut targets: Vec<Target> = Vec::new();
            for space in [Space::Type, Space::Value, Space::Macro] {
                let target = scopes.target(index, import, space);
                targets.extend(target.filter(|target| !targets.contains(target)));
            }
            if targets.is_empty() {
                let (file, path) = (module.file(), import.path.join("::"));
                return Err(format!("{file}: `pub use {path}` is not found"));
            }
            let name = import.name.as_deref().unwrap_or("*");
            let path = format!("{path}::{name}");
            for target in targets {
                match (target, &import.name) {
                    (Target::Module(inner), Some(_)) => {
                        self.module(scopes, inner, path.clone(), &cfg)?;
                    }
                    (Target::Module(inner), None) => {
                        let around = path.trim_end_matches("::*");
                        self.walk(scopes, inner, around, &cfg)?;
                    }
                    (Target::Item(id), _) => self.add(scopes, id, path.clone(), &cfg),
                    (Target::External(names), name) => {
                        let all = if name.is_none() { "::*" } else { "" };
                        let path = path.clone();
                        let public = Public {
                            path,
                            cfg: cfg.clone(),
                        };
                        let target = format!("{}{all}", names.join("::"));
                        self.external.push((public, target));
                    }
                }
            }
        }
        Ok(())
    }

    fn module(
        &mut self,
        scopes: &Scopes<'_>,
        index: usize,
        path: String,
        cfg: &Cfg,
    ) -> Result<(), String> {
        let own = scopes.modules.all.get(index).map(|module| &module.cfg);
        let cfg = own.map_or_else(|| cfg.clone(), |own| cfg.and(own));
        let publics = self.modules.entry(index).or_default();
        if publics.iter().all(|public| public.path != path) {
            publics.push(Public {
                path: path.clone(),
                cfg: cfg.clone(),
            });
        }
        self.walk(scopes, index, &path, &cfg)
    }

    fn add(&mut self, scopes: &Scopes<'_>, id: Id, path: String, cfg: &Cfg) {
        let Some(named) = scopes.item(id).and_then(named) else {
            return;
        };
        // An item whose conditions are never met does not exist.
        let Some(own) = Cfg::of(named.attributes) else {
            return;
        };
        let around = scopes.modules.all.get(id.0).map(|module| &module.cfg);
        let cfg = around.map_or_else(|| cfg.and(&own), |around| cfg.and(&own).and(around));
        let publics = self.items.entry(id).or_default();
        if publics.iter().all(|public| public.path != path) {
            publics.push(Public { path, cfg });
        }
    }
}

fn is_exported_macro(attributes: &[syn::Attribute]) -> bool {
    let mut paths = attributes.iter().map(syn::Attribute::path);
    paths.any(|path| path.is_ident("macro_export")) && !is_hidden(attributes)
}
