//! The pages of a list as a stream.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::runtime::error::Error;
use crate::runtime::paging::Page;
use crate::runtime::paging::envelope::decode_page;
use crate::runtime::paging::itemwise::decode_items;
use crate::runtime::paging::position::Position;
use crate::runtime::paging::requests::{Requests, decode_error};
use crate::runtime::paging::synchronous::Synchronous;
use crate::runtime::paging::walk::PageFacts;
use crate::runtime::send::exchange::Exchange;

/// The pages of a list: a [`Stream`] of `Result<T, Error>`.
///
/// The first page is the one that the call requests. Every page is requested on demand, with the
/// same call and its whole timeout. The stream ends when the responses say that the list is
/// complete. If they contradict each other, such as a total that is not reached, one more request
/// is made. If that brings nothing new, the stream returns an error with
/// [`is_incomplete_list`](Error::is_incomplete_list).
///
/// A page that cannot be decoded is an error with [`is_decode`](Error::is_decode) and its JSON as
/// [`body`](Error::body), and the stream continues with the next page. Optional properties that
/// describe the page, such as a total, are absent if their values are unexpected. After any other
/// error, and after a page without an array of items, the stream ends, and
/// [`resume`](Self::resume) requests the failed page again. Dropping the stream cancels its request.
#[must_use = "no page is requested until the stream is polled"]
pub struct Pages<T> {
    pub(crate) requests: Requests,
    page: PhantomData<fn() -> T>,
}

impl<T: Page> Pages<T> {
    pub(crate) fn new(requests: Requests) -> Self {
        Self {
            requests,
            page: PhantomData,
        }
    }

    /// Returns the next page, or `None` at the end of the list and after an error that ends it.
    ///
    /// Dropping the future loses nothing: the next call continues the same request.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Collects all remaining pages in memory.
    ///
    /// # Errors
    ///
    /// The first error. The pages before it are lost.
    pub async fn collect_all(mut self) -> Result<Vec<T>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }

    /// The number of items in the whole list, as stated by the first page. `None` before that page,
    /// and if the API does not state it.
    pub fn total(&self) -> Option<i64> {
        self.requests.total()
    }

    /// The position of the next page, or of the page that failed. `None` at the end of the list.
    pub fn position(&self) -> Option<Position> {
        self.requests.position()
    }

    /// Starts at a saved position instead of the page of the call.
    pub fn resume_at(mut self, position: &Position) -> Self {
        self.requests.start_at(position);
        self
    }

    /// Continues after an error with the page that failed. Returns false if the list is complete.
    pub fn resume(&mut self) -> bool {
        self.requests.resume()
    }
}

#[doc(hidden)]
impl<T: Page + Synchronous> Iterator for Pages<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

impl<T: Page> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let read = self.requests.poll(context, read_page::<T>);
        read.map(|read| read.map(|read| read.and_then(|read| read.page)))
    }
}

/// Reads a page, or the error about one that cannot be decoded. The walk goes on after it if it has
/// items, which say with the rest of the page what follows.
fn read_page<T: Page>(exchange: &Exchange) -> Result<(Result<T, Error>, PageFacts), Error> {
    let body = exchange.response.body();
    match decode_page::<T>(body) {
        Ok(page) => {
            let facts = PageFacts::of(&page);
            Ok((Ok(page), facts))
        }
        Err(failure) => {
            let error = decode_error(exchange, failure, body.clone());
            match decode_items::<T>(exchange) {
                Some((_, facts)) => Ok((Err(error), facts)),
                None => Err(error),
            }
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.requests.call)
            .field("position", &self.requests.position())
            .field("total", &self.requests.total())
            .finish_non_exhaustive()
    }
}
