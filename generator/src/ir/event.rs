//! Events: requests that the API sends (`webhooks`).

use serde::Serialize;

use super::{Docs, Example, TypeRef};
use crate::pointer::Pointer;

/// A type of event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Its key under `webhooks`: an event type, or a pattern of event types with `{name}` in it.
    pub name: String,
    /// The type of the whole body.
    pub payload: TypeRef,
    /// The summary and description.
    pub docs: Docs,
    /// Examples of the body.
    pub examples: Vec<Example>,
    /// Its location.
    pub at: Pointer,
}
