//! A position in a list, which callers can save.

use std::fmt;
use std::str::FromStr;

use crate::runtime::error::{Error, Kind};

/// A position in a list: a page, and how many of its items to skip.
///
/// `Display` and `FromStr` convert it to a string and back, so that a program can save the position
/// and go on with the list after a restart. The string depends on the API; programs should not
/// interpret it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// `None` for the page that the call itself requests.
    pub(crate) page: Option<String>,
    pub(crate) skip: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = self.page.as_deref().unwrap_or_default();
        write!(f, "{}:{page}", self.skip)
    }
}

impl FromStr for Position {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parts = text.split_once(':');
        let position = parts.and_then(|(skip, page)| {
            Some(Self {
                page: Some(page.to_owned()).filter(|page| !page.is_empty()),
                skip: skip.parse().ok()?,
            })
        });
        position.ok_or_else(|| {
            let problem = "the position in the list is not one that was saved".to_owned();
            Error::new(Kind::InvalidRequest(vec![problem]))
        })
    }
}
