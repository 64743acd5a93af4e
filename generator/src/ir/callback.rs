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
