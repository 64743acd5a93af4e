//! Pages that start at an offset: `?offset=200&limit=100`.

use crate::runtime::call::Call;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::methods::query_value::query_value;
use crate::runtime::paging::walk::PageFacts;

/// The query parameter with the number of items before the page.
#[derive(Debug, Clone, Copy)]
pub struct Offset(pub &'static str);

impl PagingMethod for Offset {
    fn position(&self, call: &Call) -> Option<String> {
        query_value(call, self.0)
    }

    fn at(&self, call: Call, position: &str) -> Result<Call, String> {
        let offset: i64 = position
            .parse()
            .map_err(|_| format!("the position {position:?} is not an offset"))?;
        Ok(call.query(self.0, offset))
    }

    /// Adds the items that were received, not those that were requested: the server may have a
    /// lower maximum.
    fn following(&self, position: Option<&str>, facts: &PageFacts) -> Option<String> {
        let next = offset(position)?.checked_add(facts.count)?;
        Some(next.to_string())
    }

    fn items_before(&self, position: Option<&str>, _size: i64) -> Option<i64> {
        offset(position)
    }
}

fn offset(position: Option<&str>) -> Option<i64> {
    position.map_or(Some(0), |position| position.parse().ok())
}
