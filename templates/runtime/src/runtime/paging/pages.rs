//! The pages of a list, one after the other.
//!
//! A call is kept as it was put together. For each page a copy of it is sent, and no page is asked for before the
//! consumer wants it.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::call::{Call, Parts};
#[cfg(feature = "blocking")]
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::paging::synchronous::Synchronous;
use crate::runtime::paging::{Page, Step, Walk};
use crate::runtime::send::exchange::ExpectedBody;
use crate::runtime::transport::BoxFuture;
use crate::runtime::transport::body::Body;

/// The number of the first page, for calls that name none.
const FIRST: i64 = 1;

/// The pages of a list: a [`Stream`] of `Result<T, Error>`.
///
/// The first page is the one that the call asks for, and every request is that call again with another number, its
/// timeout included. A page is asked for when it is wanted. The stream ends after a page that is the last by its own
/// account, is not full or is empty, and when the server sends a page for the second time. After an error it ends too.
///
/// Dropped, it gives up the request that is under way.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<T> {
    call: Call,
    parameter: &'static str,
    /// The page to ask for, or that is asked for. `None` at the end.
    number: Option<i64>,
    request: Option<BoxFuture<'static, Result<(T, Bytes), Error>>>,
    walk: Walk,
    sent: bool,
}

impl<T: Page> Pages<T> {
    pub(crate) fn new(mut call: Call, parameter: &'static str) -> Self {
        if call
            .content
            .as_ref()
            .is_some_and(|(_, body)| body.as_bytes().is_none())
        {
            call.problems
                .push("the body is a stream, which can't be sent again for each page".to_owned());
        }
        let set = call.query.iter().find(|(name, _)| *name == parameter);
        let start = set.and_then(|(_, value)| value.parse().ok());
        Self {
            number: Some(start.unwrap_or(FIRST)),
            call,
            parameter,
            request: None,
            walk: Walk::default(),
            sent: false,
        }
    }

    /// The next page. `None` at the end of the list, and after an error.
    ///
    /// To drop the future before it is ready loses nothing: the next one goes on with the same request.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// How many items the whole list has, from the first page on. `None` before, and if the API does not tell.
    pub fn total(&self) -> Option<i64> {
        self.walk.total
    }

    /// Who sends the requests, and the operation that they are of.
    #[cfg(feature = "blocking")]
    pub(crate) fn sender(&self) -> (Client, &'static str) {
        (self.call.client.clone(), self.call.operation.id)
    }

    /// The request for a page. The first is what the call itself is, without a number if it has none.
    fn start_request(&mut self, number: i64) -> BoxFuture<'static, Result<(T, Bytes), Error>> {
        let mut call = copy(&mut self.call);
        if self.sent {
            call = call.query(self.parameter, number);
        }
        self.sent = true;
        Box::pin(async move {
            let exchange = call
                .exchange("application/json", ExpectedBody::Bytes)
                .await?;
            let response =
                exchange.decode(|response| Ok((decode(&response.body)?, response.body.clone())))?;
            Ok(response.into_body())
        })
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
        let Some(number) = self.number else {
            return Poll::Ready(None);
        };
        let mut request = match self.request.take() {
            Some(request) => request,
            None => self.start_request(number),
        };
        let Poll::Ready(answer) = request.as_mut().poll(context) else {
            self.request = Some(request);
            return Poll::Pending;
        };
        self.number = None;
        Poll::Ready(match answer {
            Ok((page, body)) => match self.walk.step(number, &page, &body) {
                Step::Page(next) => {
                    self.number = next;
                    Some(Ok(page))
                }
                Step::End => None,
            },
            Err(error) => Some(Err(error)),
        })
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("number", &self.number)
            .field("total", &self.walk.total)
            .finish_non_exhaustive()
    }
}

/// The call once more. A cause belongs to a problem, which ends the walk at once, so only the first copy needs it.
fn copy(call: &mut Call) -> Call {
    let content = call
        .content
        .as_ref()
        .and_then(|(kind, body)| Some((kind.clone(), Body::from(body.as_bytes()?.clone()))));
    Call::of(Parts {
        client: call.client.clone(),
        operation: call.operation,
        path: call.path.clone(),
        query: call.query.clone(),
        headers: call.headers.clone(),
        content,
        idempotency: call.idempotency.clone(),
        options: call.options.clone(),
        problems: call.problems.clone(),
        cause: call.cause.take(),
    })
}
