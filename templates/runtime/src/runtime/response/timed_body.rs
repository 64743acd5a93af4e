//! A body that is handed to the caller as it comes, with an error where it stalls.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::client::clock::Clock;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{BoxError, BoxFuture};

/// A body whose every piece must come within a time.
pub(crate) struct TimedBody {
    body: Body,
    clock: Arc<dyn Clock>,
    limit: Duration,
    /// What is left for the piece that is waited for.
    waiting: Option<BoxFuture<'static, ()>>,
}

impl TimedBody {
    pub(crate) fn new(body: Body, clock: Arc<dyn Clock>, limit: Duration) -> Self {
        Self {
            body,
            clock,
            limit,
            waiting: None,
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
            return Poll::Ready(frame);
        }
        let waiting = this
            .waiting
            .get_or_insert_with(|| this.clock.sleep(this.limit));
        waiting.as_mut().poll(context).map(|()| {
            // Over, and the connection with it.
            (this.body, this.waiting) = (Body::empty(), None);
            let what = format!("nothing of the body came within {:?}", this.limit);
            Some(Err(io::Error::new(io::ErrorKind::TimedOut, what).into()))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
