//! Links: which operation can follow a response, and where its arguments come from.

use serde::Serialize;
use serde_json::Value;

use super::Docs;

/// A link of a response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The name.
    pub name: String,
    /// The operation that can follow.
    pub target: LinkTarget,
    /// The values of parameters by name. A string may be a runtime expression.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<(String, Value)>,
    /// The body. A string may be a runtime expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// The description.
    pub docs: Docs,
}

/// The operation that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkTarget {
    /// The operation with this id, which may have been left out.
    Operation(String),
    /// An operation in another document, by its URL.
    External(String),
}
