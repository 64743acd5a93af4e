//! A position in a list, which callers can save.

use std::fmt;
use std::str::FromStr;

use crate::runtime::error::{Error, Kind};

/// A position in a list: a page, and how many of its items to skip.
///
/// `Display` and `FromStr` convert it to a string and back, so that a program can save the position
/// and go on with the list after a restart. The string names the page as the API does, by its
/// number, offset, cursor or URL: `page 3`, `after 5 items of page 3`. The page that the call itself
/// requests is the `first page`. Programs should not interpret it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// `None` for the page that the call itself requests.
    pub(crate) page: Option<String>,
    pub(crate) skip: usize,
}

/// The name of the page that the call itself requests.
const FIRST: &str = "first page";

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.skip {
            0 => {}
            1 => f.write_str("after 1 item of ")?,
            skip => write!(f, "after {skip} items of ")?,
        }
        match &self.page {
            Some(page) => write!(f, "page {page}"),
            None => f.write_str(FIRST),
        }
    }
}

impl FromStr for Position {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text).ok_or_else(|| {
            let problem = "the position in the list is not one that was saved".to_owned();
            Error::new(Kind::InvalidRequest(vec![problem]))
        })
    }
}

fn parse(text: &str) -> Option<Position> {
    let (skip, page) = match text.strip_prefix("after ") {
        None => (0, text),
        Some(rest) => {
            let (skip, rest) = rest.split_once(" item")?;
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            (skip.parse().ok()?, rest.strip_prefix(" of ")?)
        }
    };
    let page = match page {
        FIRST => None,
        page => {
            let page = page.strip_prefix("page ").filter(|page| !page.is_empty())?;
            Some(page.to_owned())
        }
    };
    Some(Position { page, skip })
}
