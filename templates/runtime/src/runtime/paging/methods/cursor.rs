//! Pages with cursors: the response has the cursor of the next page, and the request for that page
//! has it in its query.

use http::HeaderMap;

use crate::runtime::call::Call;
use crate::runtime::paging::NextPage;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::methods::query_value::query_value;
use crate::runtime::paging::walk::PageFacts;

/// A cursor, also called a continuation token.
#[derive(Debug, Clone, Copy)]
pub struct Cursor {
    /// The query parameter with the cursor.
    parameter: &'static str,
    /// The response header with the cursor of the next page, if it is not in the body.
    header: Option<&'static str>,
}

impl Cursor {
    /// A cursor in this query parameter. The cursor of the next page is in the response header, or
    /// in the body if there is none.
    pub fn new(parameter: &'static str, header: Option<&'static str>) -> Self {
        Self { parameter, header }
    }
}

impl PagingMethod for Cursor {
    fn position(&self, call: &Call) -> Option<String> {
        query_value(call, self.parameter)
    }

    fn at(&self, call: Call, position: &str) -> Result<Call, String> {
        Ok(call.query(self.parameter, position))
    }

    fn following(&self, _: Option<&str>, facts: &PageFacts) -> Option<String> {
        facts.next.location()
    }

    fn items_before(&self, position: Option<&str>, _size: i64) -> Option<i64> {
        position.is_none().then_some(0)
    }

    fn next_page(&self, body: NextPage, headers: &HeaderMap) -> NextPage {
        match self.header {
            Some(name) => NextPage::at(headers.get(name).and_then(|value| value.to_str().ok())),
            None => body,
        }
    }
}
