//! Pages with numbers: `?page=2`.

use crate::runtime::call::Call;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::methods::query_value::query_value;
use crate::runtime::paging::walk::PageFacts;

/// The number of the first page.
const FIRST: i64 = 1;

/// The query parameter with the number of the page, counted from 1.
#[derive(Debug, Clone, Copy)]
pub struct PageNumber(pub &'static str);

impl PagingMethod for PageNumber {
    fn position(&self, call: &Call) -> Option<String> {
        query_value(call, self.0)
    }

    fn at(&self, call: Call, position: &str) -> Result<Call, String> {
        let number: i64 = position
            .parse()
            .map_err(|_| format!("the position {position:?} is not a page number"))?;
        Ok(call.query(self.0, number))
    }

    /// Never goes back, even if the server numbers its pages differently than the requests do.
    fn following(&self, position: Option<&str>, facts: &PageFacts) -> Option<String> {
        let requested = number(position)?;
        let number = requested.max(facts.number.unwrap_or(requested));
        number.checked_add(1).map(|next| next.to_string())
    }

    fn items_before(&self, position: Option<&str>, size: i64) -> Option<i64> {
        let pages = number(position)?.saturating_sub(FIRST).max(0);
        Some(pages.saturating_mul(size))
    }
}

fn number(position: Option<&str>) -> Option<i64> {
    position.map_or(Some(FIRST), |position| position.parse().ok())
}
