//! Compares two documents by what they mean for users of the SDK.
//!
//! A [`Side`] has the IR after the passes, the planned crate, and the document for the keywords that
//! have no effect on the crate. [`compare`] pairs the operations, events and types of two sides and
//! reports each difference as a [`Finding`]. The IR decides what has changed, and the crate adds the
//! Rust names.
//!
//! ```text
//! operations, parameters, bodies, responses            what programs call
//! events, callbacks                                    what calls programs
//! types, properties, enums, unions, values             what they send and receive
//! security, servers                                    how they reach the API
//! keywords, extensions, docs                           what has no type in Rust
//! names                                                the Rust side of all of them
//! ```
//!
//! Parts are identified by names of the document and never by positions in it, so that the order of
//! a document does not matter. A type is identified by its Rust name.

mod bodies;
mod callbacks;
mod comparison;
mod docs;
mod enums;
mod events;
mod extensions;
mod finding;
mod keywords;
mod kinds;
mod names;
mod operations;
mod parameters;
mod presence;
mod properties;
mod responses;
mod security;
mod server_types;
mod servers;
mod types;
mod unions;
mod unused;
mod values;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::Api;
use crate::sdk::Crate;

pub use finding::{Bump, Class, Compared, Direction, Finding, Level, Report};
pub use kinds::{KINDS, Kind, Rule};

use comparison::Comparison;

/// A document that is compared: its API and the crate that is planned for it.
#[derive(Debug, Clone)]
pub struct Side {
    api: Api,
    krate: Crate,
    document: Value,
}

impl Side {
    /// The parts of a document, after its overlays.
    pub(crate) fn new(api: Api, krate: Crate, document: Value) -> Self {
        Self {
            api,
            krate,
            document,
        }
    }

    /// The API, after the passes.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The planned crate.
    #[must_use]
    pub fn krate(&self) -> &Crate {
        &self.krate
    }
}

/// Whether two documents seem to describe different APIs: they have different titles, and most
/// operations of the smaller one are not in the other.
#[must_use]
pub fn are_different_apis(old: &Side, new: &Side) -> bool {
    let keys = |side: &Side| -> BTreeSet<String> {
        let operations = side.api.operations();
        let operations = operations.map(operations::key);
        let events = side.api.events.iter().map(|event| event.name.clone());
        operations.chain(events).collect()
    };
    let (first, second) = (keys(old), keys(new));
    let shared = first.intersection(&second).count();
    old.api.info.title != new.api.info.title && shared * 2 < first.len().min(second.len()).max(1)
}

/// Compares two documents.
#[must_use]
pub fn compare(old: &Side, new: &Side) -> Report {
    let compared = |side: &Side| Compared {
        title: side.api.info.title.clone(),
        version: side.api.info.version.clone(),
    };
    let findings = if is_same(&old.document, &new.document) {
        Vec::new()
    } else {
        Comparison::new(old, new).findings()
    };
    Report::of(findings, compared(old), compared(new))
}

/// Whether two values are the same, with their properties in the same order.
fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(a, b)| a.0 == b.0 && is_same(a.1, b.1))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(a, b)| is_same(a, b))
        }
        (old, new) => old == new,
    }
}
