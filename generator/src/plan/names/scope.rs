//! The names in one emitted file: the types that it defines and the paths that it imports.
//!
//! Names of the prelude are used without paths, because no type of an SDK has one of them (see
//! `ident`). Other paths are imported, unless the file defines or imports something else with that
//! name; in this case the path is written out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::names::ident;
use crate::sdk::Tokens;

/// The names of a file while it is planned.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The module with the types of the SDK, as seen from the file: `super` in a file of a model,
    /// `models` in a file of a resource.
    models: &'static str,
    defined: BTreeSet<String>,
    /// Paths by the names that they are imported as.
    imported: BTreeMap<String, String>,
}

impl Scope {
    /// The scope of a file that defines these types.
    pub(crate) fn new(models: &'static str, defined: impl IntoIterator<Item = String>) -> Self {
        Self {
            models,
            defined: defined.into_iter().collect(),
            imported: BTreeMap::new(),
        }
    }

    /// Imports a path, unless its name is in use, and returns how the file refers to it.
    pub(crate) fn import(&mut self, path: &str) -> TokenStream {
        tokens(&self.written(path))
    }

    /// Like [`import`](Self::import), as a string for serde's attributes. Keeps names of the
    /// prelude.
    pub(crate) fn attribute_path(&mut self, path: &str) -> String {
        if path.contains("::") {
            self.written(path)
        } else {
            path.to_owned()
        }
    }

    /// Refers to a model, and imports it if necessary.
    pub(crate) fn model(&mut self, name: &str) -> TokenStream {
        let is_sibling = self.models == "super";
        if self.defined.contains(name) && is_sibling {
            return tokens(name);
        }
        let path = format!("{}::{name}", self.models);
        if is_sibling {
            self.import(&path)
        } else {
            self.import("crate::models");
            tokens(&path)
        }
    }

    /// A path as the file writes it: its last segment, if that is free.
    fn written(&mut self, path: &str) -> String {
        let name = last(path);
        match self.imported.get(name) {
            Some(known) if known == path => return name.to_owned(),
            Some(_) => return path.to_owned(),
            None if self.defined.contains(name) => return path.to_owned(),
            None => {}
        }
        self.imported.insert(name.to_owned(), path.to_owned());
        name.to_owned()
    }

    /// The paths of the file's imports, grouped by parent.
    pub(crate) fn uses(&self) -> Vec<Tokens> {
        self.use_trees().into_iter().map(Tokens::from).collect()
    }

    /// The same as token streams.
    pub(crate) fn use_trees(&self) -> Vec<TokenStream> {
        let mut parents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, path) in &self.imported {
            let parent = path.rsplit_once("::").map_or("", |(parent, _)| parent);
            parents.entry(parent).or_default().insert(name);
        }
        let mut uses = Vec::new();
        for (parent, names) in parents {
            let names: Vec<_> = names.into_iter().map(ident).collect();
            match (parent, names.as_slice()) {
                ("", names) => uses.extend(names.iter().map(|name| quote!(#name))),
                (parent, [one]) => {
                    let parent = tokens(parent);
                    uses.push(quote!(#parent::#one));
                }
                (parent, several) => {
                    let parent = tokens(parent);
                    uses.push(quote!(#parent::{#(#several),*}));
                }
            }
        }
        uses
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// A path as tokens.
pub(crate) fn tokens(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(scope: &Scope) -> Vec<String> {
        let uses = scope.uses().into_iter();
        uses.map(|path| {
            serde_json::to_string(&path)
                .unwrap()
                .replace([' ', '"'], "")
        })
        .collect()
    }

    #[test]
    fn models_are_imported_by_siblings_and_qualified_elsewhere() {
        let mut beside = Scope::new("super", ["Order".to_owned()]);
        assert_eq!(beside.model("Order").to_string(), "Order");
        assert_eq!(beside.model("Item").to_string(), "Item");
        assert_eq!(uses(&beside), ["super::Item"]);
        let mut elsewhere = Scope::new("models", ["Order".to_owned()]);
        assert_eq!(elsewhere.model("Order").to_string(), "models :: Order");
        assert_eq!(uses(&elsewhere), ["crate::models"]);
    }

    #[test]
    fn duplicate_names_are_written_with_their_paths() {
        let mut scope = Scope::new("super", ["Uuid".to_owned()]);
        assert_eq!(scope.import("serde::Serialize").to_string(), "Serialize");
        assert_eq!(scope.import("uuid::Uuid").to_string(), "uuid :: Uuid");
        let other = scope.import("other::Serialize");
        assert_eq!(other.to_string(), "other :: Serialize");
    }

    #[test]
    fn imports_with_one_parent_are_grouped() {
        let mut scope = Scope::new("super", []);
        for path in [
            "serde::Serialize",
            "uuid::Uuid",
            "serde::Deserialize",
            "bytes",
        ] {
            scope.import(path);
        }
        let expected = ["bytes", "serde::{Deserialize,Serialize}", "uuid::Uuid"];
        assert_eq!(uses(&scope), expected);
    }
}
