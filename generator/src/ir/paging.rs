//! Paging: operations that return pages of items.

use serde::{Deserialize, Serialize};

use super::TypeRef;

/// How pages are requested and described: the value of the paging extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PagingRule {
    /// The query parameter with the number of the page, from 1.
    pub page: String,
    /// The query parameter with the number of items on a page.
    pub page_size: String,
    /// The response property with the items.
    pub items: String,
    /// The response property with the number of the page.
    pub number: Option<String>,
    /// The response property with the maximum number of items on a page.
    pub size: Option<String>,
    /// The response property with the number of items on all pages.
    pub total: Option<String>,
}

/// The paging of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// The rule of the API, without properties that the response lacks.
    pub rule: PagingRule,
    /// The type of the response.
    pub page: TypeRef,
    /// The type of an item.
    pub item: TypeRef,
}
