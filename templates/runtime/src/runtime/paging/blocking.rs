//! The pages and items of a list as iterators, for programs without an async runtime.
//!
//! Each page is requested on the client's background thread while the caller blocks.

use std::fmt;
use std::iter::FusedIterator;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::paging::Page;
use crate::runtime::paging::items::Items;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::pages::Pages;
use crate::runtime::paging::position::Position;

/// The pages of a list: an iterator of `Result<T, Error>`, the blocking form of [`Pages`].
#[must_use = "no page is requested until the iterator is used"]
pub struct BlockingPages<T> {
    /// `None` if the background thread lost it.
    pages: Option<Pages<T>>,
}

impl<T: Page> BlockingPages<T> {
    /// Collects all remaining pages in memory.
    ///
    /// # Errors
    ///
    /// The first error. The pages before it are lost.
    pub fn collect_all(self) -> Result<Vec<T>, Error> {
        self.collect()
    }

    /// The number of items in the whole list, as stated by the first page. `None` before that page,
    /// and if the API does not state it.
    pub fn total(&self) -> Option<i64> {
        self.pages.as_ref()?.total()
    }

    /// The position of the next page, or of the page that failed. `None` at the end of the list.
    pub fn position(&self) -> Option<Position> {
        self.pages.as_ref()?.position()
    }

    /// Starts at a saved position instead of the page of the call.
    pub fn resume_at(self, position: &Position) -> Self {
        Self {
            pages: self.pages.map(|pages| pages.resume_at(position)),
        }
    }

    /// Continues after an error with the page that failed. Returns false if the list is complete.
    pub fn resume(&mut self) -> bool {
        self.pages.as_mut().is_some_and(Pages::resume)
    }
}

impl<T: Page> Iterator for BlockingPages<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut pages = self.pages.take()?;
        let client = pages.requests.call.client.clone();
        let operation = pages.requests.call.operation.id;
        let next = async move {
            let page = pages.next().await;
            (page, pages)
        };
        match client.inner.driver.run(next) {
            Ok((page, pages)) => {
                self.pages = Some(pages);
                page
            }
            Err(failure) => Some(Err(failure.into_error(operation))),
        }
    }
}

impl<T: Page> FusedIterator for BlockingPages<T> {}

impl<T> fmt::Debug for BlockingPages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingPages")
            .field("pages", &self.pages)
            .finish()
    }
}

/// The items of a list: an iterator of `Result` of an item or an [`Error`], the blocking form of
/// [`Items`].
#[must_use = "no page is requested until the iterator is used"]
pub struct BlockingItems<T: Page> {
    /// `None` if the background thread lost it.
    items: Option<Items<T>>,
}

impl<T: Page> BlockingItems<T> {
    /// Collects all remaining items in memory.
    ///
    /// # Errors
    ///
    /// The first error, which includes that of an item that cannot be decoded. The items before it
    /// are lost.
    pub fn collect_all(self) -> Result<Vec<T::Item>, Error> {
        self.collect()
    }

    /// Ends the iterator after this many more items. No page is requested that is not needed for
    /// them.
    pub fn limit(self, items: usize) -> Self {
        Self {
            items: self.items.map(|all| all.limit(items)),
        }
    }

    /// The number of items in the whole list, as stated by the first page. `None` before that page,
    /// and if the API does not state it.
    pub fn total(&self) -> Option<i64> {
        self.items.as_ref()?.total()
    }

    /// The position of the next item, or of the page that failed. `None` at the end of the list.
    pub fn position(&self) -> Option<Position> {
        self.items.as_ref()?.position()
    }

    /// Starts at a saved position instead of the page of the call.
    pub fn resume_at(self, position: &Position) -> Self {
        Self {
            items: self.items.map(|items| items.resume_at(position)),
        }
    }

    /// Continues after an error with the page that failed. Returns false if the list is complete.
    pub fn resume(&mut self) -> bool {
        self.items.as_mut().is_some_and(Items::resume)
    }
}

impl<T: Page> Iterator for BlockingItems<T> {
    type Item = Result<T::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut items = self.items.take()?;
        if let Some(item) = items.take_buffered() {
            self.items = Some(items);
            return Some(item);
        }
        let client = items.requests.call.client.clone();
        let operation = items.requests.call.operation.id;
        let next = async move {
            let item = items.next().await;
            (item, items)
        };
        match client.inner.driver.run(next) {
            Ok((item, items)) => {
                self.items = Some(items);
                item
            }
            Err(failure) => Some(Err(failure.into_error(operation))),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let items = self.items.as_ref();
        items.map_or((0, None), futures_core::Stream::size_hint)
    }
}

impl<T: Page> FusedIterator for BlockingItems<T> {}

impl<T: Page> fmt::Debug for BlockingItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingItems")
            .field("items", &self.items)
            .finish()
    }
}

impl Call {
    /// The blocking form of [`pages`](Self::pages).
    pub fn pages_blocking<T: Page>(self, method: impl PagingMethod) -> BlockingPages<T> {
        BlockingPages {
            pages: Some(self.pages(method)),
        }
    }

    /// The blocking form of [`items`](Self::items).
    pub fn items_blocking<T: Page>(self, method: impl PagingMethod) -> BlockingItems<T> {
        BlockingItems {
            items: Some(self.items(method)),
        }
    }
}
