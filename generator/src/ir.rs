//! The intermediate representation: what the API is, in the API's own words, with no Rust in it.
//!
//! `lower` builds an [`Api`] from the typed document, `passes` change it, `plan` makes Rust decisions from it. Names
//! are wire names, docs are the document's Markdown, and every object knows the pointer (`at`) of the place in the
//! source document that it came from. It serializes, so that `cargo xtask ir` can print it.

mod event;
mod operation;
mod paging;
mod queries;
mod retry;
mod types;

use indexmap::IndexMap;
use serde::Serialize;

pub use event::Event;
pub use operation::{
    Body, Deprecation, Example, Failure, Format, Location, Operation, Param, StatusRange, Style,
    Success,
};
pub use paging::{Paging, PagingRule};
pub use retry::RetryRule;
pub use types::{
    Access, EnumValue, Field, Hint, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Usage,
    Variant,
};

use crate::pointer::Pointer;

/// A whole API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Api {
    /// Title, version and description.
    pub info: Info,
    /// Where it is served, the first by default.
    pub servers: Vec<Server>,
    /// How requests prove who makes them, `None` where anybody may.
    pub security: Option<Security>,
    /// When and how to try again, where the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<RetryRule>,
    /// The header for idempotency keys, where all operations that write take one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<String>,
    /// Operations by resource, in the order of the document.
    pub resources: Vec<Resource>,
    /// What the API sends by itself, in the order of the document.
    pub events: Vec<Event>,
    /// How pages are asked for and told, where the API has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<PagingRule>,
    /// Types by identity, in the order in which they were reached.
    pub types: IndexMap<TypeId, TypeDef>,
}

/// What the document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Info {
    /// The API's name.
    pub title: String,
    /// The API's version, which is not the SDK's.
    pub version: String,
    /// Markdown.
    pub docs: Docs,
}

/// A place where the API is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Absolute, with its variables at their defaults.
    pub url: String,
    /// Markdown.
    pub description: String,
}

/// A header that proves who makes a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Security {
    /// The scheme's name in the document.
    pub name: String,
    /// The header.
    pub header: String,
    /// What the header's value is made of.
    pub scheme: SecurityScheme,
    /// Markdown.
    pub docs: Docs,
    /// Where the scheme stands.
    pub at: Pointer,
}

/// What the value of a security header is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SecurityScheme {
    /// The key as it is.
    ApiKey,
    /// `Basic` and Base64 (RFC 7617).
    HttpBasic,
    /// `Bearer` and the token (RFC 6750).
    HttpBearer,
}

/// Operations that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resource {
    /// The group or tag.
    pub name: String,
    /// Markdown, from the tag.
    pub docs: Docs,
    /// In the order of the document.
    pub operations: Vec<Operation>,
    /// The first operation: a tag's place in its list moves when another comes.
    pub at: Pointer,
}

/// Prose of the document: Markdown, not made safe yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// A few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// As long as it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Docs {
    /// Docs of these parts, where empty texts are none.
    #[must_use]
    pub fn new(title: Option<String>, description: Option<String>) -> Self {
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self {
            title: some(title),
            description: some(description),
        }
    }
}
