//! Pages with URLs: the body of the response has the URL of the next page.

use crate::runtime::call::Call;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::methods::url::with_url;
use crate::runtime::paging::walk::PageFacts;

/// The URL of the next page in the body. Only URLs of the call's own server are followed.
#[derive(Debug, Clone, Copy)]
pub struct NextUrl;

impl PagingMethod for NextUrl {
    fn position(&self, _: &Call) -> Option<String> {
        None
    }

    fn at(&self, call: Call, position: &str) -> Result<Call, String> {
        with_url(call, position)
    }

    fn following(&self, _: Option<&str>, facts: &PageFacts) -> Option<String> {
        facts.next.location()
    }

    fn items_before(&self, position: Option<&str>, _size: i64) -> Option<i64> {
        position.is_none().then_some(0)
    }
}
