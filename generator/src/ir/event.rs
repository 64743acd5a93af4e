//! Events: what the API sends by itself (the document's `webhooks`).

use serde::Serialize;

use super::{Docs, Example, TypeRef};
use crate::pointer::Pointer;

/// A kind of delivery.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Its key under `webhooks`: a type of event, or a template of types with `{name}` in it.
    pub name: String,
    /// Of the whole body.
    pub payload: TypeRef,
    /// Summary and description.
    pub docs: Docs,
    /// Deliveries as they may be.
    pub examples: Vec<Example>,
    /// Where it stands.
    pub at: Pointer,
}
