//! Iterates over the pages of a list, and over their items.
//!
//! A [`Call`] of one page becomes [`Pages`] or [`Items`]. Both send it through `Requests`, one page
//! at a time and on demand. A [`PagingMethod`] puts the position of a page into the request and
//! derives the position of the page after it. A `Walk` decides from each response whether the list
//! goes on, is complete, or contradicts itself.

pub(crate) mod array_page;
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod envelope;
pub(crate) mod incomplete;
pub(crate) mod items;
pub(crate) mod itemwise;
pub(crate) mod methods;
pub(crate) mod paged_macro;
pub(crate) mod pages;
pub(crate) mod position;
pub(crate) mod requests;
pub(crate) mod synchronous;
pub(crate) mod walk;

use std::fmt::Display;

use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::paging::items::Items;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::pages::Pages;
use crate::runtime::paging::requests::Requests;

/// One page of a list, and what it says about the list.
pub trait Page: DeserializeOwned + Send + 'static {
    /// The type of an item.
    type Item: DeserializeOwned + Send + 'static;

    /// The locations of the properties in the response, used if the page cannot be decoded as a
    /// whole.
    const PROPERTIES: PageProperties;

    /// The items of the page.
    fn items(&self) -> &[Self::Item];

    /// Returns the items and discards the rest of the page.
    fn into_items(self) -> Vec<Self::Item>;

    /// The number of the page.
    fn number(&self) -> Option<i64> {
        None
    }

    /// The number of items on a full page.
    fn size(&self) -> Option<i64> {
        None
    }

    /// The number of items on all pages.
    fn total(&self) -> Option<i64> {
        None
    }

    /// Whether another page follows.
    fn next_page(&self) -> NextPage {
        NextPage::Unknown
    }
}

/// The JSON pointers (RFC 6901) of the properties that describe a page.
#[derive(Debug, Clone, Copy)]
pub struct PageProperties {
    /// The array of items.
    pub items: &'static str,
    /// The number of the page.
    pub number: Option<&'static str>,
    /// The number of items on a full page.
    pub size: Option<&'static str>,
    /// The number of items on all pages.
    pub total: Option<&'static str>,
    /// What says whether another page follows.
    pub next: Option<&'static str>,
}

/// What a response says about the page after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// Nothing.
    Unknown,
    /// There is none.
    None,
    /// Another page follows.
    Follows,
    /// Another page follows, at this cursor or URL.
    At(String),
}

impl NextPage {
    /// From a link or a flag that is there if another page follows.
    pub fn follows(follows: bool) -> Self {
        if follows { Self::Follows } else { Self::None }
    }

    /// The cursor or URL of the next page.
    pub(crate) fn location(&self) -> Option<String> {
        match self {
            Self::At(location) => Some(location.clone()),
            _ => None,
        }
    }

    /// From a cursor or URL, which is absent or empty on the last page.
    pub fn at(value: Option<impl Display>) -> Self {
        let value = value.map(|value| value.to_string());
        value
            .filter(|value| !value.is_empty())
            .map_or(Self::None, Self::At)
    }
}

impl Call {
    /// The pages of the list, starting with the one that the call requests.
    pub fn pages<T: Page>(self, method: impl PagingMethod) -> Pages<T> {
        Pages::new(Requests::new(self, Box::new(method)))
    }

    /// The items of the list, starting with the page that the call requests.
    pub fn items<T: Page>(self, method: impl PagingMethod) -> Items<T> {
        Items::new(Requests::new(self, Box::new(method)))
    }
}
