//! Paging: answers that come a page at a time.

use serde::{Deserialize, Serialize};

use super::TypeRef;

/// How the pages of an API are asked for and told: the value of `x-sdk-paging` at the document's root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PagingRule {
    /// Query parameter with the page's number, counted from 1.
    pub page: String,
    /// Query parameter with the number of items on a page.
    pub page_size: String,
    /// Member of the answer with the items.
    pub items: String,
    /// Member of the answer with the page's number.
    pub number: Option<String>,
    /// Member of the answer with the number of items that a page may have.
    pub size: Option<String>,
    /// Member of the answer with the number of items on all pages.
    pub total: Option<String>,
}

/// The paging of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// The API's rule, which the operation follows.
    pub rule: PagingRule,
    /// Of the answer.
    pub page: TypeRef,
    /// Of an item.
    pub item: TypeRef,
}
