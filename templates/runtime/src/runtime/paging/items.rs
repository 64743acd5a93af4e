//! What is on the pages of a list, one item after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::runtime::error::Error;
use crate::runtime::paging::Page;
use crate::runtime::paging::pages::Pages;
use crate::runtime::paging::synchronous::Synchronous;

/// The items of a list: a [`Stream`] of `Result` of an item or an [`Error`].
///
/// It goes through the list's [`Pages`], and asks for a page when the items of the one before are used up and another
/// is wanted. After an error it ends.
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<T: Page> {
    pages: Pages<T>,
    page: vec::IntoIter<T::Item>,
}

impl<T: Page> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// The next item. `None` at the end of the list, and after an error.
    ///
    /// To drop the future before it is ready loses nothing: the next one goes on with the same request.
    pub async fn next(&mut self) -> Option<Result<T::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All items that are left, in memory at once.
    ///
    /// # Errors
    ///
    /// That of the first page that fails. The items before it are lost.
    pub async fn all(mut self) -> Result<Vec<T::Item>, Error> {
        let mut all: Vec<T::Item> = self.page.collect();
        while let Some(page) = self.pages.next().await {
            all.extend(page?.into_items());
        }
        Ok(all)
    }

    /// How many items the whole list has, from the first page on. `None` before, and if the API does not tell.
    pub fn total(&self) -> Option<i64> {
        self.pages.total()
    }
}

// No item is pinned.
impl<T: Page> Unpin for Items<T> {}

#[doc(hidden)]
impl<T: Page + Synchronous> Iterator for Items<T> {
    type Item = Result<T::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

impl<T: Page> Stream for Items<T> {
    type Item = Result<T::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = page.into_items().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<T: Page> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left_on_page", &self.page.len())
            .finish()
    }
}
