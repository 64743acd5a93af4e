//! Names in one emitted file: what it defines, what it imports, and what must be written by its path.
//!
//! A schema may be called `Option`, `String` or `Vec`. In the file that defines such a type, and wherever it is
//! imported, the prelude's type of that name is written with its path; elsewhere the short name is the prelude's.

use std::collections::{BTreeMap, BTreeSet};

/// Names of the prelude, and derives, that emitted code uses.
const PRELUDE: &[&str] = &[
    "Option",
    "Vec",
    "String",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Into",
    "From",
    "IntoIterator",
    "Iterator",
    "Default",
    "Debug",
    "Clone",
    "PartialEq",
    "Eq",
    "Hash",
    "Send",
    "Sync",
    "Self",
    "ToString",
    "Copy",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsRef",
    "AsMut",
    "Ord",
    "PartialOrd",
    "Sized",
    "Unpin",
    "ToOwned",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "Extend",
    "TryFrom",
    "TryInto",
    "FromIterator",
    "Future",
    "IntoFuture",
];

/// The names of a file while it is planned.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// Where types of the SDK are, seen from here: `super` in a model's file, `models` in a resource's.
    models: &'static str,
    defined: BTreeSet<String>,
    imported: BTreeMap<String, String>,
    /// Whether names from elsewhere are written by their paths.
    by_path: bool,
}

impl Scope {
    /// Of a file that defines these types.
    pub(crate) fn new(models: &'static str, defined: impl IntoIterator<Item = String>) -> Self {
        Self {
            models,
            defined: defined.into_iter().collect(),
            imported: BTreeMap::new(),
            by_path: false,
        }
    }

    /// Of a file that imports nothing but `models`.
    pub(crate) fn qualified() -> Self {
        Self {
            by_path: true,
            ..Self::new("models", [])
        }
    }

    /// A name of the prelude.
    pub(crate) fn prelude(&self, path: &str) -> String {
        let name = last(path);
        let free = !self.defined.contains(name) && !self.imported.contains_key(name);
        if free {
            name.to_owned()
        } else {
            path.to_owned()
        }
    }

    /// A name from elsewhere, imported where it is free.
    pub(crate) fn import(&mut self, path: &str) -> String {
        let name = last(path);
        if self.by_path {
            return path.to_owned();
        }
        match self.imported.get(name) {
            Some(known) if known == path => return name.to_owned(),
            Some(_) => return path.to_owned(),
            None if self.defined.contains(name) => return path.to_owned(),
            None => {}
        }
        self.imported.insert(name.to_owned(), path.to_owned());
        name.to_owned()
    }

    /// A type of the SDK.
    pub(crate) fn model(&mut self, name: &str) -> String {
        if self.defined.contains(name) && self.models == "super" {
            return name.to_owned();
        }
        let path = format!("{}::{name}", self.models);
        if self.models != "super" {
            self.import("crate::models");
        }
        if self.models == "super" && !PRELUDE.contains(&name) {
            self.import(&path)
        } else {
            path
        }
    }

    /// The imports, those with one parent together.
    pub(crate) fn uses(&self) -> Vec<String> {
        let mut parents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, path) in &self.imported {
            let parent = path.strip_suffix(name.as_str()).unwrap_or_default();
            parents
                .entry(parent.trim_end_matches("::"))
                .or_default()
                .insert(name);
        }
        let use_of = |(parent, names): (&str, BTreeSet<&str>)| {
            let names: Vec<&str> = names.into_iter().collect();
            match (parent, names.as_slice()) {
                ("", names) => names.join("::"),
                (parent, [one]) => format!("{parent}::{one}"),
                (parent, several) => format!("{parent}::{{{}}}", several.join(", ")),
            }
        };
        parents.into_iter().map(use_of).collect()
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_called_option_leaves_the_prelude_its_name() {
        let mut elsewhere = Scope::new("super", ["Order".to_owned()]);
        assert_eq!(elsewhere.prelude("std::option::Option"), "Option");
        assert_eq!(elsewhere.model("Option"), "super::Option");
        assert_eq!(elsewhere.model("Item"), "Item");
        let mut at_home = Scope::new("super", ["Option".to_owned()]);
        assert_eq!(
            at_home.prelude("std::option::Option"),
            "std::option::Option"
        );
        assert_eq!(at_home.model("Option"), "Option");
    }

    #[test]
    fn imports_with_one_parent_stand_together() {
        let mut scope = Scope::new("super", ["Uuid".to_owned()]);
        scope.import("serde::Serialize");
        scope.import("serde::Deserialize");
        assert_eq!(scope.import("uuid::Uuid"), "uuid::Uuid");
        assert_eq!(scope.import("other::Serialize"), "other::Serialize");
        assert_eq!(scope.uses(), ["serde::{Deserialize, Serialize}"]);
    }
}
