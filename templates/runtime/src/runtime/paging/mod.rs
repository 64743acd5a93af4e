//! Walking through a list that the API gives out in numbered pages.
//!
//! A [`Call`] of one page becomes [`Pages`], which sends it again with the next number, or [`Items`], which takes the
//! pages apart. A [`Walk`] decides, from what each page says of itself, whether there is a next one.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod items;
pub(crate) mod paged_macro;
pub(crate) mod pages;
pub(crate) mod synchronous;

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::paging::items::Items;
use crate::runtime::paging::pages::Pages;

/// One page of a list, and what it says of its place in it.
pub trait Page: DeserializeOwned + Send + 'static {
    /// What the list is of.
    type Item: Send + 'static;

    /// What is on the page.
    fn items(&self) -> &[Self::Item];

    /// What is on the page, without the rest of it.
    fn into_items(self) -> Vec<Self::Item>;

    /// The page's number.
    fn number(&self) -> Option<i64> {
        None
    }

    /// How many items a full page has.
    fn size(&self) -> Option<i64> {
        None
    }

    /// How many items the whole list has.
    fn total(&self) -> Option<i64> {
        None
    }
}

impl Call {
    /// The pages from the one that the call asks for, whose number is the query parameter of this name.
    pub fn pages<T: Page>(self, parameter: &'static str) -> Pages<T> {
        Pages::new(self, parameter)
    }

    /// What is on the pages from the one that the call asks for.
    pub fn items<T: Page>(self, parameter: &'static str) -> Items<T> {
        Items::new(self.pages(parameter))
    }
}

/// What is known of a list after the pages so far.
#[derive(Default)]
pub(crate) struct Walk {
    /// The total that the first page told.
    pub(crate) total: Option<i64>,
    last: Option<PageRecord>,
    item_count: i64,
}

struct PageRecord {
    number: i64,
    /// Of a page that does not tell its number.
    digest: Option<u64>,
}

/// What a page is to a walk.
pub(crate) enum Step {
    /// A page with the number of the one after it, if there is one.
    Page(Option<i64>),
    /// The end was reached before this page.
    End,
}

impl Walk {
    /// Looks at the page that came for the number requested.
    ///
    /// The first page counts, whatever it is. A later one that is empty, or that was there before, does not: a server
    /// that ignores the number sends the same page for ever.
    pub(crate) fn step<T: Page>(&mut self, requested: i64, page: &T, body: &[u8]) -> Step {
        let count = i64::try_from(page.items().len()).unwrap_or(i64::MAX);
        let current = PageRecord {
            number: page.number().unwrap_or(requested),
            digest: page.number().is_none().then(|| digest(body)),
        };
        match &self.last {
            None => self.total = page.total(),
            Some(last) if count == 0 || current.is_repeat_of(last, page) => {
                return Step::End;
            }
            Some(_) => {}
        }
        self.item_count = self.item_count.saturating_add(count);
        // The size of which the page tells, not the one that was asked for: the server may have a lower maximum.
        let size = page.size().filter(|size| *size > 0);
        let passed = size.map_or(0, |size| current.number.saturating_mul(size));
        // A total that is less than what was seen is none.
        let total = self.total.filter(|total| *total >= self.item_count);
        let is_last = count == 0
            || size.is_some_and(|size| count < size)
            || total.is_some_and(|total| passed.max(self.item_count) >= total);
        // A server that counts pages in another way than it is asked for them never takes the walk back.
        let next = requested
            .max(current.number)
            .checked_add(1)
            .filter(|_| !is_last);
        self.last = Some(current);
        Step::Page(next)
    }
}

impl PageRecord {
    fn is_repeat_of<T: Page>(&self, last: &Self, page: &T) -> bool {
        match page.number() {
            Some(number) => number <= last.number,
            // A page without a number can be known by its text alone.
            None => self.digest == last.digest,
        }
    }
}

fn digest(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}
