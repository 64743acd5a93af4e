//! A streamed response body that fails if it is larger than the limit of its call.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::error::{Error, Kind};
use crate::runtime::send::attempts::Attempts;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// A body of at most `bound` bytes.
pub(crate) struct BoundedBody {
    body: Body,
    bound: usize,
    /// How many more bytes may arrive.
    left: usize,
    attempts: Box<Attempts>,
    status: StatusCode,
    headers: HeaderMap,
}

impl BoundedBody {
    /// Limits a body. A length that the server announces is checked at once.
    pub(crate) fn new(
        body: Body,
        bound: usize,
        attempts: Box<Attempts>,
        (status, headers): (StatusCode, HeaderMap),
    ) -> Result<Self, Error> {
        let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
        let bounded = Self {
            body,
            bound,
            left: bound,
            attempts,
            status,
            headers,
        };
        if announced > bound {
            return Err(bounded.too_large());
        }
        Ok(bounded)
    }

    fn too_large(&self) -> Error {
        let bound = self.bound;
        let error = self.attempts.error(Kind::TooLarge { bound }, None);
        error.with_response(self.status, self.headers.clone(), Bytes::new())
    }
}

impl HttpBody for BoundedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let length = frame.data_ref().map_or(0, Bytes::len);
            match self.left.checked_sub(length) {
                Some(left) => self.left = left,
                None => {
                    // Drops the body, which closes the connection.
                    self.body = Body::empty();
                    return Poll::Ready(Some(Err(self.too_large().into())));
                }
            }
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
