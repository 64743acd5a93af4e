//! The pages of a list and what is on them, for programs without an async runtime.
//!
//! Each page is asked for on the client's thread while the consumer waits. The items of a page are here already.

use std::fmt;
use std::iter::FusedIterator;
use std::vec;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::paging::Page;
use crate::runtime::paging::pages::Pages;

/// The pages of a list: an iterator of `Result<T, Error>`, as [`Pages`] is a stream.
///
/// A page is asked for when it is wanted. After an error it ends.
#[must_use = "nothing is sent until a page is asked for"]
pub struct BlockingPages<T> {
    /// `None` once a page could not be waited for.
    pages: Option<Pages<T>>,
}

impl<T: Page> BlockingPages<T> {
    /// How many items the whole list has, from the first page on. `None` before, and if the API does not tell.
    pub fn total(&self) -> Option<i64> {
        self.pages.as_ref()?.total()
    }
}

impl<T: Page> Iterator for BlockingPages<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut pages = self.pages.take()?;
        let (client, operation) = pages.sender();
        let asking = async move {
            let page = pages.next().await;
            (page, pages)
        };
        match client.inner.driver.run(asking) {
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

/// The items of a list: an iterator of `Result` of an item or an [`Error`], as [`Items`](crate::runtime::Items) is a stream.
///
/// The next page is asked for when the items of the one before are used up and another is wanted. After an error it
/// ends.
#[must_use = "nothing is sent until an item is asked for"]
pub struct BlockingItems<T: Page> {
    pages: BlockingPages<T>,
    page: vec::IntoIter<T::Item>,
}

impl<T: Page> BlockingItems<T> {
    /// How many items the whole list has, from the first page on. `None` before, and if the API does not tell.
    pub fn total(&self) -> Option<i64> {
        self.pages.total()
    }
}

impl<T: Page> Iterator for BlockingItems<T> {
    type Item = Result<T::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = page.into_items().into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<T: Page> FusedIterator for BlockingItems<T> {}

impl<T: Page> fmt::Debug for BlockingItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingItems")
            .field("pages", &self.pages)
            .field("left_on_page", &self.page.len())
            .finish()
    }
}

impl Call {
    /// The pages as [`pages`](Self::pages) gives them, for threads that may wait.
    pub fn pages_blocking<T: Page>(self, parameter: &'static str) -> BlockingPages<T> {
        BlockingPages {
            pages: Some(self.pages(parameter)),
        }
    }

    /// The items as [`items`](Self::items) gives them, for threads that may wait.
    pub fn items_blocking<T: Page>(self, parameter: &'static str) -> BlockingItems<T> {
        BlockingItems {
            pages: self.pages_blocking(parameter),
            page: Vec::new().into_iter(),
        }
    }
}
