//! Callbacks: requests that an API sends to URLs that operations register.

use serde::Serialize;

use super::{Docs, Example, TypeRef};
use crate::pointer::Pointer;

/// A request of a callback.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Callback {
    /// The name of the callback.
    pub name: String,
    /// The method in upper case, or as the document spells a method of its own.
    pub method: String,
    /// The runtime expression of the URL: `{$request.body#/url}`.
    pub expression: String,
    /// The type of the body.
    pub payload: TypeRef,
    /// What registers it, in document order.
    pub registered_by: Vec<Registration>,
    /// The summary and description.
    pub docs: Docs,
    /// Examples of the body.
    pub examples: Vec<Example>,
    /// The location of its operation.
    pub at: Pointer,
}

impl Callback {
    /// The name of what registers it: the same one in any order of the document. Empty if nothing does.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.registered_by
            .iter()
            .min()
            .map_or("", Registration::name)
    }
}

/// What registers the URL of a callback.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Registration {
    /// A call of the operation with this id.
    Operation(String),
    /// The response to the event with this name.
    Event(String),
    /// The response to another callback with this name.
    Callback(String),
}

impl Registration {
    /// The name of the operation, the event or the callback.
    fn name(&self) -> &str {
        match self {
            Self::Operation(name) | Self::Event(name) | Self::Callback(name) => name,
        }
    }
}
