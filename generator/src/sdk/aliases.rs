//! Aliases: the names that items had in the previous release.

use serde::Serialize;

use super::Tokens;

/// A deprecated name of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeAlias {
    /// `OldCompany`
    pub name: Tokens,
    /// `Company`
    pub target: Tokens,
    /// The contents of `#[deprecated(..)]`.
    pub deprecated: Tokens,
}

/// A deprecated name of a resource: of the client's method and of the module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResourceAlias {
    /// The client's method.
    pub accessor: Tokens,
    /// The module.
    pub module: Tokens,
    /// The client's method that it is an alias of.
    pub target: Tokens,
    /// That method in links.
    pub link: String,
    /// The module that it is an alias of.
    pub target_module: Tokens,
    /// The type of the handle.
    pub handle: Tokens,
    /// The deprecated name of the handle in the module, if another type does not have it.
    pub old_handle: Option<Tokens>,
    /// The contents of `#[deprecated(..)]`.
    pub deprecated: Tokens,
}

/// A deprecated name of an example response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExampleAlias {
    /// `companies_find`
    pub name: Tokens,
    /// `companies_list`
    pub target: Tokens,
    /// The contents of `#[deprecated(..)]`.
    pub deprecated: Tokens,
}
