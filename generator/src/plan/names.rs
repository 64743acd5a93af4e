//! The only place that makes Rust names: from the document's words, by heck for the case and one
//! rule for words that Rust keeps for itself.
//!
//! Each kind of name is a type of its own, so that a wire name can't slip in where a Rust name is
//! meant. `ident` has the rules for one name, `types` gives every type of the API its own.

mod ident;
mod resources;
pub(crate) mod scope;
mod types;

pub(crate) use ident::{
    FieldName, MethodName, ModuleName, TypeName, VariantName, constant, ident, plain,
};
pub(crate) use resources::{IMPORTED, ResourceName, ResourceNames};
pub(crate) use types::TypeNames;

use std::collections::BTreeSet;

/// Methods that every call has.
pub(crate) const CALL_METHODS: &[&str] = &[
    "with",
    "send",
    "send_blocking",
    "build",
    "send_raw",
    "send_raw_blocking",
    "send_stream",
    "with_response",
    "with_response_blocking",
    "pages",
    "pages_blocking",
    "items",
    "items_blocking",
    "clone",
    "into_future",
    "wait",
];

/// Methods that every built model has.
pub(crate) const MODEL_METHODS: &[&str] = &["new", "default", "clone"];

/// Methods that the client and its handles have.
pub(crate) const CLIENT_METHODS: &[&str] = &["new", "builder", "from_env", "clone", "default"];

/// Names that are taken in one place; whoever comes later steps aside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken(BTreeSet<String>);

impl Taken {
    /// With these taken from the start.
    pub(crate) fn reserved(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The name, with as many `_` behind it as it takes to be free.
    pub(crate) fn claim(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        while !self.0.insert(name.clone()) {
            name = ident::suffixed(&name);
        }
        name
    }

    /// Takes the name if it is free.
    pub(crate) fn try_claim(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }
}
