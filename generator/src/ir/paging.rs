//! Paging: operations that return pages of items.

use serde::{Deserialize, Serialize};

use super::TypeRef;

/// How pages are requested and described: the value of the paging extension.
///
/// A property of the response is a name, or a JSON pointer that starts with a slash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct PagingRule {
    /// The query parameter with the number of the page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The query parameter with the number of items before the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// The query or header parameter with the cursor of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The query parameter with the number of items on a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<String>,
    /// The response property with the items. `None` if the response is the array of items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// The response property with the number of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The response property with the maximum number of items on a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The response property with the number of items on all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// The response property that is there if another page follows: its cursor, its URL, or any
    /// other value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The response header with the cursor of the next page, or `Link`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_header: Option<String>,
}

/// How a request names a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PagingMethod {
    /// By its number, in this query parameter.
    PageNumber(String),
    /// By the number of items before it, in this query parameter.
    Offset(String),
    /// By a cursor from the response before it.
    Cursor {
        /// The parameter.
        parameter: String,
        /// Whether it is a header parameter.
        is_header: bool,
        /// The response header with the cursor. `None` if the body has it.
        next_header: Option<String>,
    },
    /// By the URL in the body of the response before it.
    NextUrl,
    /// By the URL in the header `Link` of the response before it.
    LinkHeader,
}

/// The paging of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// How a request names a page.
    pub method: PagingMethod,
    /// The rule of the API, without properties that the response lacks.
    pub rule: PagingRule,
    /// The type of the response.
    pub page: TypeRef,
    /// The type of an item.
    pub item: TypeRef,
}

impl PagingRule {
    /// What is wrong with the combination of keys.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let methods = [&self.page, &self.offset, &self.cursor];
        let has_next = self.next.is_some() || self.next_header.is_some();
        match methods.iter().filter(|method| method.is_some()).count() {
            0 if !has_next => {
                Some("`page`, `offset`, `cursor`, `next` or `nextHeader` is required")
            }
            0 if self.next.is_some() && self.next_header.is_some() => {
                Some("`next` and `nextHeader` exclude each other")
            }
            0 if self.next_header.is_some() && !self.has_link_header() => {
                Some("a `nextHeader` other than `Link` requires `cursor`")
            }
            0 if self.items.is_none() && self.page_size.is_none() => {
                Some("`pageSize` is required if there is neither a parameter nor `items`")
            }
            0 => None,
            1 if self.cursor.is_some() && !has_next => {
                Some("`cursor` requires `next` or `nextHeader`")
            }
            1 if self.cursor.is_some() && self.next.is_some() && self.next_header.is_some() => {
                Some("`next` and `nextHeader` exclude each other")
            }
            1 if self.cursor.is_none() && self.next_header.is_some() => {
                Some("`nextHeader` requires `cursor`, or is `Link` without a parameter")
            }
            1 => None,
            _ => Some("`page`, `offset` and `cursor` exclude each other"),
        }
    }

    /// Whether the header is `Link` (RFC 8288).
    pub(crate) fn has_link_header(&self) -> bool {
        let header = self.next_header.as_deref();
        header.is_some_and(|header| header.eq_ignore_ascii_case("link"))
    }

    /// The names of the properties that lead to a value of the response.
    pub(crate) fn path(property: &str) -> Vec<String> {
        match property.strip_prefix('/') {
            Some(pointer) => pointer
                .split('/')
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect(),
            None => vec![property.to_owned()],
        }
    }
}
