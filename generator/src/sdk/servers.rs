//! The servers in the document.

use serde::Serialize;

use super::Tokens;

/// The types of the servers that the caller can select.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Servers {
    /// Whether the API has servers to select from.
    pub has_api: bool,
    /// Whether operations have servers of their own to select from.
    pub has_own: bool,
    /// The servers, in the order of the document.
    pub servers: Vec<Server>,
    /// The servers of operations that have several.
    pub lists: Vec<ServerList>,
    /// The types of variables with a fixed set of values.
    pub enums: Vec<ServerEnum>,
}

/// The type of any of the servers of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerList {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The name.
    pub name: Tokens,
    /// The type of the default.
    pub default: Tokens,
    /// The types of the servers.
    pub members: Vec<Tokens>,
}

/// The type of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The URL with its variables in braces, as Markdown.
    pub url: String,
    /// The operations that have it, as Markdown.
    pub users: String,
    /// A line of docs of the constructor.
    pub constructor_docs: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The name.
    pub name: Tokens,
    /// The URL with its variables in braces, as a literal.
    pub template: Tokens,
    /// Pairs of a variable and its default.
    pub defaults: Tokens,
    /// The names of the lists that it is in.
    pub lists: Tokens,
    /// The variables.
    pub setters: Vec<ServerSetter>,
}

/// The method that sets a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerSetter {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The name.
    pub name: Tokens,
    /// The type of the value.
    pub ty: Tokens,
    /// The variable, as a literal.
    pub variable: Tokens,
    /// The expression of the value.
    pub value: Tokens,
}

/// The values of a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerEnum {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The name.
    pub name: Tokens,
    /// The values.
    pub variants: Vec<ServerValue>,
}

/// A value of a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerValue {
    /// A line of docs.
    pub docs: String,
    /// The name of the variant.
    pub name: Tokens,
    /// The value, as a literal.
    pub literal: Tokens,
}
