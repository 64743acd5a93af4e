//! The items of a list as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::paging::Page;
use crate::runtime::paging::itemwise::{DecodedItems, decode_items};
use crate::runtime::paging::position::Position;
use crate::runtime::paging::requests::{Requests, decode_error};
use crate::runtime::paging::synchronous::Synchronous;
use crate::runtime::paging::walk::PageFacts;
use crate::runtime::send::exchange::Exchange;

/// The items of a list: a [`Stream`] of `Result` of an item or an [`Error`].
///
/// The next page is requested when the items of the previous one are used up. [`Pages`] describes
/// when the list ends.
///
/// An item that cannot be decoded is an error with [`is_decode`](Error::is_decode), its location in
/// [`json_path`](Error::json_path) and its JSON as [`body`](Error::body). The stream continues with
/// the next item. After any other error the stream ends, and [`resume`](Self::resume) requests the
/// failed page again.
///
/// [`Pages`]: crate::runtime::Pages
#[must_use = "no page is requested until the stream is polled"]
pub struct Items<T: Page> {
    pub(crate) requests: Requests,
    buffer: Buffer<T::Item>,
    /// The page that the buffer belongs to.
    page: Option<String>,
    /// How many items of the page were taken from the buffer.
    taken: usize,
    /// How many items of the next page to skip.
    skip: usize,
    /// How many items to return.
    left: Option<usize>,
}

/// The items of a page that were not returned yet.
enum Buffer<I> {
    Decoded(vec::IntoIter<I>),
    Itemwise(vec::IntoIter<Result<I, Error>>),
}

impl<I> Buffer<I> {
    fn next(&mut self) -> Option<Result<I, Error>> {
        match self {
            Self::Decoded(items) => items.next().map(Ok),
            Self::Itemwise(items) => items.next(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Decoded(items) => items.len(),
            Self::Itemwise(items) => items.len(),
        }
    }
}

impl<T: Page> Items<T> {
    pub(crate) fn new(requests: Requests) -> Self {
        Self {
            requests,
            buffer: Buffer::Decoded(Vec::new().into_iter()),
            page: None,
            taken: 0,
            skip: 0,
            left: None,
        }
    }

    /// Returns the next item, or `None` at the end of the list and after an error that ends it.
    ///
    /// Dropping the future loses nothing: the next call continues the same request.
    pub async fn next(&mut self) -> Option<Result<T::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Collects all remaining items in memory.
    ///
    /// # Errors
    ///
    /// The first error, which includes that of an item that cannot be decoded. The items before it
    /// are lost: use [`next`](Self::next) to keep them.
    pub async fn collect_all(mut self) -> Result<Vec<T::Item>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    /// Ends the stream after this many more items. No page is requested that is not needed for
    /// them.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }

    /// The number of items in the whole list, as stated by the first page. `None` before that page,
    /// and if the API does not state it.
    pub fn total(&self) -> Option<i64> {
        self.requests.total()
    }

    /// The position of the next item, or of the page that failed. `None` at the end of the list.
    pub fn position(&self) -> Option<Position> {
        if self.buffer.len() > 0 {
            return Some(Position {
                page: self.page.clone(),
                skip: self.taken,
            });
        }
        let position = self.requests.position()?;
        Some(Position {
            skip: self.skip,
            ..position
        })
    }

    /// Starts at a saved position instead of the page of the call.
    pub fn resume_at(mut self, position: &Position) -> Self {
        self.requests.start_at(position);
        self.buffer = Buffer::Decoded(Vec::new().into_iter());
        self.skip = position.skip;
        self
    }

    /// Continues after an error with the page that failed. Returns false if the list is complete.
    pub fn resume(&mut self) -> bool {
        self.buffer.len() > 0 || self.requests.resume()
    }

    /// Takes an item of the current page, without a request.
    pub(crate) fn take_buffered(&mut self) -> Option<Result<T::Item, Error>> {
        if self.left == Some(0) {
            return None;
        }
        let item = self.buffer.next()?;
        self.taken = self.taken.saturating_add(1);
        if let (Some(left), Ok(_)) = (&mut self.left, &item) {
            *left = left.saturating_sub(1);
        }
        Some(item)
    }

    fn fill(&mut self, mut buffer: Buffer<T::Item>, page: Option<String>) {
        self.taken = 0;
        for _ in 0..std::mem::take(&mut self.skip) {
            if buffer.next().is_some() {
                self.taken = self.taken.saturating_add(1);
            }
        }
        self.buffer = buffer;
        self.page = page;
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
            if let Some(item) = self.take_buffered() {
                return Poll::Ready(Some(item));
            }
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            match ready!(self.requests.poll(context, read_items::<T>)) {
                Some(Ok(read)) => self.fill(read.page, read.position),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let buffered = self.buffer.len();
        match self.left {
            Some(left) => (left.min(buffered), None),
            None => (buffered, None),
        }
    }
}

fn read_items<T: Page>(exchange: &Exchange) -> Result<(Buffer<T::Item>, PageFacts), Error> {
    let body = exchange.response.body();
    match decode::<T>(body) {
        Ok(page) => {
            let facts = PageFacts::of(&page);
            Ok((Buffer::Decoded(page.into_items().into_iter()), facts))
        }
        Err(failure) => match decode_items::<T>(exchange) {
            Some((items, facts)) => Ok((itemwise(items), facts)),
            None => Err(decode_error(exchange, failure, body.clone())),
        },
    }
}

fn itemwise<I>(items: DecodedItems<I>) -> Buffer<I> {
    Buffer::Itemwise(items.into_iter())
}

impl<T: Page> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("call", &self.requests.call)
            .field("position", &self.position())
            .field("total", &self.total())
            .field("buffered", &self.buffer.len())
            .finish_non_exhaustive()
    }
}
