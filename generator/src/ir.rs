//! The intermediate representation: the facts about an API, without Rust.
//!
//! `lower` builds an [`Api`] from the typed document, `passes` change it, and `plan` makes Rust
//! decisions from it. Names are wire names, docs are the document's Markdown, and every object has
//! the pointer (`at`) of its location in the source document. It serializes, so that `cargo xtask
//! ir` can print it.

mod body;
mod callback;
mod event;
mod link;
mod operation;
mod paging;
mod response;
mod retry;
mod security;
mod server;
mod traversal;
mod type_ref;
mod types;
mod usage;
mod waiter;

use indexmap::IndexMap;
use serde::Serialize;

pub use body::{Body, Format, PartPositions, PropertyEncoding, PropertyStyle};
pub use callback::{Callback, Registration};
pub use event::Event;
pub use link::{Link, LinkTarget};
pub use operation::{Deprecation, Example, Location, Operation, Param, Style};
pub use paging::{Paging, PagingMethod, PagingRule};
pub use response::{Failure, ResponseHeader, StatusRange, StreamContent, Success};
pub use retry::RetryRule;
pub use security::{
    Alternatives, KeyLocation, OAuthFlow, OAuthGrant, SchemeKind, Security, SecurityScheme,
};
pub use server::{Server, ServerVariable};
pub use type_ref::{Scalar, TypeRef};
pub use types::{Access, EnumValue, Field, Hint, Presence, TypeDef, TypeId, TypeKind, Variant};
pub use usage::Usage;
pub use waiter::WaiterRule;

use crate::pointer::Pointer;

/// A whole API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Api {
    /// Title, version and description.
    pub info: Info,
    /// The servers. The first one is the default.
    pub servers: Vec<Server>,
    /// How to authenticate requests.
    pub security: Security,
    /// The default retry rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<RetryRule>,
    /// The header for idempotency keys, if all `POST` and `PATCH` operations accept one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<String>,
    /// The operations by resource, in document order.
    pub resources: Vec<Resource>,
    /// The events, in document order.
    pub events: Vec<Event>,
    /// The callbacks, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub callbacks: Vec<Callback>,
    /// How pages are requested and described.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<PagingRule>,
    /// The types by identity, in the order of their first use.
    pub types: IndexMap<TypeId, TypeDef>,
    /// The parts of the document that are left out because of errors in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

/// A part of the document that is left out because of an error in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What it is: ``the operation `GET /pets` ``.
    pub part: String,
    /// Whether it is a schema that allows any value instead.
    pub is_free_value: bool,
    /// The message of the error.
    pub reason: String,
}

/// The title, version and description of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Info {
    /// The name of the API.
    pub title: String,
    /// The version of the API, which is not that of the SDK.
    pub version: String,
    /// The description.
    pub docs: Docs,
}

/// A group of operations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resource {
    /// The name of the group or tag.
    pub name: String,
    /// The description of the tag.
    pub docs: Docs,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// The location of the first operation, which is more stable than the index of the tag.
    pub at: Pointer,
}

/// Prose of the document: Markdown that is not sanitized yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// A short title or summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Docs {
    /// Whether there is neither a title nor a description.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.description.is_none()
    }

    /// Docs from optional parts. Blank strings are dropped.
    #[must_use]
    pub fn new(title: Option<String>, description: Option<String>) -> Self {
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self {
            title: some(title),
            description: some(description),
        }
    }
}
