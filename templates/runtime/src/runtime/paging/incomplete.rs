//! The error for a list that ends before it is complete.

use std::fmt;

use crate::runtime::error::{Error, Kind};
use crate::runtime::paging::position::Position;

/// Why a list is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Fewer items than the total, and no page that follows.
    TotalNotReached { total: i64, received: i64 },
    /// A page that was announced is empty.
    EmptyPage,
    /// The response repeats the page before it.
    RepeatedPage,
    /// The position of the page that was announced is missing or invalid.
    NoPosition,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TotalNotReached { total, received } => {
                write!(
                    f,
                    "{received} of {total} items were received, and no more follow"
                )
            }
            Self::EmptyPage => f.write_str("a page that the server announced is empty"),
            Self::RepeatedPage => f.write_str("the server repeats the page before it"),
            Self::NoPosition => f.write_str("the server announced a page without its position"),
        }
    }
}

/// The source of an error about an incomplete list.
#[derive(Debug)]
pub(crate) struct IncompleteList {
    pub(crate) position: Position,
    pub(crate) reason: Reason,
}

impl fmt::Display for IncompleteList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.reason)
    }
}

impl std::error::Error for IncompleteList {}

impl Error {
    /// Whether the pages of a list end although the responses say that there is more. The items
    /// before the error are valid.
    pub fn is_incomplete_list(&self) -> bool {
        matches!(self.inner.kind, Kind::IncompleteList)
    }

    /// The position at which an [incomplete](Self::is_incomplete_list) list ends.
    pub fn list_position(&self) -> Option<&Position> {
        let source = self.inner.source.as_deref()?;
        let incomplete = source.downcast_ref::<IncompleteList>()?;
        Some(&incomplete.position)
    }
}
