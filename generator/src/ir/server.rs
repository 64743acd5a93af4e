//! Servers: the base URLs of an API or an operation.

use serde::Serialize;

use crate::pointer::Pointer;

/// A server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The URL, with the defaults of its variables.
    pub url: String,
    /// The URL with its variables in braces, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The variables in the URL.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<ServerVariable>,
    /// The name, since OpenAPI 3.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The description, in Markdown.
    pub description: String,
    /// Its location.
    #[serde(skip)]
    pub at: Pointer,
}

/// A variable in the URL of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerVariable {
    /// The name.
    pub name: String,
    /// The default value.
    pub default: String,
    /// The allowed values. Empty if all values are allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The description, in Markdown.
    pub description: String,
}

impl Server {
    /// Whether the URL is absolute and of HTTP, so that requests can be sent to it.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let is_http = |scheme: &str| {
            let start = self.url.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        (is_http("https://") || is_http("http://")) && !self.url.contains('{')
    }
}
