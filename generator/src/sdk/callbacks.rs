//! Callbacks: requests that an API sends to URLs that operations register.

use serde::Serialize;

use super::Tokens;

/// The callbacks of an API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Callbacks {
    /// The paths of `use` items.
    pub uses: Vec<Tokens>,
    /// A function for each request.
    pub functions: Vec<CallbackFunction>,
}

/// A function that decodes the body of a callback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallbackFunction {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// `payment_done`
    pub name: Tokens,
    /// The name without `r#`.
    pub link_name: String,
    /// The Rust type of the body.
    pub ty: Tokens,
    /// The method and the URL, as a cell of a table.
    pub request: String,
    /// What registers it, as a cell of a table.
    pub registered_by: String,
}
