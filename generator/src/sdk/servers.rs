//! The servers in the document.

use serde::Serialize;

use super::Tokens;

/// The types of the servers that the caller can select.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Servers {
    /// The servers, in the order of the document.
    pub servers: Vec<Server>,
    /// The types of variables with a fixed set of values.
    pub enums: Vec<ServerEnum>,
}

/// The type of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The name.
    pub name: Tokens,
    /// The URL with its variables in braces, as a literal.
    pub template: Tokens,
    /// Pairs of a variable and its default.
    pub defaults: Tokens,
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
