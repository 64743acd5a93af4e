//! A streamed response body that fails if it stalls.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::client::clock::Clock;
use crate::runtime::send::limiter::Permit;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// A body with a timeout for each frame.
pub(crate) struct TimedBody {
    body: Body,
    clock: Arc<dyn Clock>,
    limit: Duration,
    /// The timer for the next frame.
    waiting: Option<BoxFuture<'static, ()>>,
    /// Released when the body ends or is dropped.
    permit: Option<Permit>,
}

impl TimedBody {
    pub(crate) fn new(
        body: Body,
        clock: Arc<dyn Clock>,
        limit: Duration,
        permit: Option<Permit>,
    ) -> Self {
        Self {
            body,
            clock,
            limit,
            waiting: None,
            permit,
        }
    }
}

impl HttpBody for TimedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.waiting = None;
            if !matches!(frame, Some(Ok(_))) {
                this.permit = None;
            }
            return Poll::Ready(frame);
        }
        let waiting = this
            .waiting
            .get_or_insert_with(|| this.clock.sleep(this.limit));
        waiting.as_mut().poll(context).map(|()| {
            // Drops the body, which closes the connection.
            (this.body, this.waiting, this.permit) = (Body::empty(), None, None);
            let message = format!("no data of the body arrived within {:?}", this.limit);
            Some(Err(io::Error::new(io::ErrorKind::TimedOut, message).into()))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
