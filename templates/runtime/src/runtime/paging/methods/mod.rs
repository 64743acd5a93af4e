//! The ways in which APIs address the pages of a list.
//!
//! Each method is a file of its own, so that an SDK contains only those that its API uses.

pub(crate) mod cursor;
pub(crate) mod header_cursor;
pub(crate) mod link_header;
pub(crate) mod next_url;
pub(crate) mod offset;
pub(crate) mod page_number;
pub(crate) mod query_value;
pub(crate) mod url;

use std::fmt::Debug;

use http::HeaderMap;

use crate::runtime::call::Call;
use crate::runtime::paging::NextPage;
use crate::runtime::paging::walk::PageFacts;

/// How a request names a page. Positions are strings, so that callers can save them.
pub trait PagingMethod: Debug + Send + Sync + 'static {
    /// The position that the call itself requests. `None` if it names none, which is the first
    /// page.
    fn position(&self, call: &Call) -> Option<String>;

    /// Adds the position to a copy of the call. The error describes a position that is invalid.
    fn at(&self, call: Call, position: &str) -> Result<Call, String>;

    /// The position of the page after this one. `None` if there cannot be one.
    fn following(&self, position: Option<&str>, facts: &PageFacts) -> Option<String>;

    /// The number of items before a position if each page before it has `size` items. `None` if the
    /// position does not say it.
    fn items_before(&self, position: Option<&str>, size: i64) -> Option<i64>;

    /// What the response says about the page after it. `body` is what its body says.
    fn next_page(&self, body: NextPage, headers: &HeaderMap) -> NextPage {
        let _ = headers;
        body
    }
}
