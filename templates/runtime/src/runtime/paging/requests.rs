//! Requests the pages of a list, one at a time.
//!
//! The call is kept unchanged, and a copy of it with the position of a page is sent for each page.
//! [`Pages`](crate::runtime::Pages) and [`Items`](crate::runtime::Items) say how a response is
//! read.

use std::task::{Context, Poll};

use bytes::Bytes;

use crate::runtime::call::{Call, Parts};
use crate::runtime::error::{Error, Kind};
use crate::runtime::paging::incomplete::{IncompleteList, Reason};
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::position::Position;
use crate::runtime::paging::walk::{PageFacts, Step, Walk};
use crate::runtime::send::exchange::{Exchange, ExpectedBody};
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxFuture;
use crate::runtime::types::decode_failure::DecodeFailure;

/// The page to request, or that is being requested. `None` inside is the page of the call itself.
type Target = Option<String>;

type Request = BoxFuture<'static, Result<Exchange, Error>>;

/// A page as it was read, and the position that was requested.
pub(crate) struct ReadPage<P> {
    pub(crate) page: P,
    pub(crate) position: Option<String>,
}

pub(crate) struct Requests {
    pub(crate) call: Call,
    method: Box<dyn PagingMethod>,
    /// `None` at the end of the list and after an error.
    target: Option<Target>,
    /// The page that failed.
    failed: Option<Target>,
    request: Option<Request>,
    walk: Walk,
    /// An error to return after the page that was returned last.
    error: Option<Error>,
}

impl Requests {
    pub(crate) fn new(mut call: Call, method: Box<dyn PagingMethod>) -> Self {
        if !call.has_replayable_body() {
            call.problems
                .push("the body is a stream, which cannot be sent again for each page".to_owned());
        }
        Self {
            target: Some(None),
            failed: None,
            call,
            method,
            request: None,
            walk: Walk::default(),
            error: None,
        }
    }

    /// The total that the first response stated.
    pub(crate) fn total(&self) -> Option<i64> {
        self.walk.total
    }

    /// The position of the next page, or of the page that failed. `None` at the end of the list.
    pub(crate) fn position(&self) -> Option<Position> {
        let page = self.target.as_ref().or(self.failed.as_ref())?.clone();
        Some(Position { page, skip: 0 })
    }

    /// Starts at this position, and discards what was known of the list.
    pub(crate) fn start_at(&mut self, position: &Position) {
        self.request = None;
        self.failed = None;
        self.error = None;
        self.walk = Walk::default();
        self.target = Some(position.page.clone());
    }

    /// Requests the page again that failed. Returns whether there is one.
    pub(crate) fn resume(&mut self) -> bool {
        self.error = None;
        self.walk.resume();
        match self.failed.take() {
            Some(failed) => {
                self.target = Some(failed);
                true
            }
            None => self.target.is_some(),
        }
    }

    /// Polls for the next page, read by `read`.
    pub(crate) fn poll<P>(
        &mut self,
        context: &mut Context<'_>,
        read: impl Fn(&Exchange) -> Result<(P, PageFacts), Error>,
    ) -> Poll<Option<Result<ReadPage<P>, Error>>> {
        loop {
            if let Some(error) = self.error.take() {
                return Poll::Ready(Some(Err(error)));
            }
            let Some(target) = self.target.clone() else {
                return Poll::Ready(None);
            };
            let mut request = match self.request.take() {
                Some(request) => request,
                None => self.send(target.clone()),
            };
            let Poll::Ready(result) = request.as_mut().poll(context) else {
                self.request = Some(request);
                return Poll::Pending;
            };
            self.target = None;
            let result = result.and_then(|exchange| Ok((read(&exchange)?, exchange)));
            let ((page, facts), exchange) = match result {
                Ok(read) => read,
                Err(error) => {
                    self.failed = Some(target);
                    return Poll::Ready(Some(Err(error)));
                }
            };
            if self.advance(&target, facts, &exchange) {
                let position = target.or_else(|| self.method.position(&self.call));
                return Poll::Ready(Some(Ok(ReadPage { page, position })));
            }
        }
    }

    /// Sets the next target. Returns whether to return the page.
    fn advance(&mut self, target: &Target, mut facts: PageFacts, exchange: &Exchange) -> bool {
        let start = self.method.position(&self.call);
        let position = target.as_deref().or(start.as_deref());
        let method = &*self.method;
        facts.next = method.next_page(facts.next, exchange.response.headers());
        let body = exchange.response.body();
        match self.walk.step(method, position, &facts, body) {
            Step::Page(next) => {
                self.target = next;
                true
            }
            Step::Again(again) => {
                self.target = Some(again);
                false
            }
            Step::End => false,
            Step::Incomplete { reason, is_new } => {
                self.failed = Some(position.map(str::to_owned));
                self.error = Some(self.incomplete(reason, exchange));
                is_new
            }
        }
    }

    fn incomplete(&self, reason: Reason, exchange: &Exchange) -> Error {
        let page = self.failed.clone().flatten();
        let source = IncompleteList {
            position: Position { page, skip: 0 },
            reason,
        };
        let body = exchange.response.body().clone();
        error(exchange, Kind::IncompleteList, source.into(), body)
    }

    fn send(&mut self, target: Target) -> Request {
        let mut call = copy(&mut self.call);
        if let Some(position) = &target {
            call = match self.method.at(call, position) {
                Ok(call) => call,
                Err(problem) => {
                    let operation = self.call.operation.id;
                    let error = Error::new(Kind::InvalidRequest(vec![problem]));
                    let error = error.with_operation(operation);
                    return Box::pin(std::future::ready(Err(error)));
                }
            };
        }
        Box::pin(call.exchange("application/json", ExpectedBody::Bytes))
    }
}

/// An error about the response to a page, with `body` as its body.
pub(crate) fn error(
    exchange: &Exchange,
    kind: Kind,
    source: crate::runtime::types::boxed::BoxError,
    body: Bytes,
) -> Error {
    let error = exchange.attempts.error(kind, Some(source));
    let response = &exchange.response;
    error.with_response(response.status(), response.headers().clone(), body)
}

/// The error for a value in the response that cannot be decoded.
pub(crate) fn decode_error(exchange: &Exchange, failure: DecodeFailure, body: Bytes) -> Error {
    let DecodeFailure { path, source } = failure;
    error(exchange, Kind::Decode { path }, source, body)
}

/// Copies the call. The cause of a problem cannot be copied and goes to the first copy: a problem
/// ends the walk.
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
        url: call.url.clone(),
        problems: call.problems.clone(),
        cause: call.cause.take(),
    })
}
