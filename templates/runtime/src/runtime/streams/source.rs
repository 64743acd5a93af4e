//! The body of a streamed response, and what its errors need of the call.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use http_body::Body as _;

use crate::runtime::error::{Error, Kind};
use crate::runtime::send::attempts::Attempts;
use crate::runtime::send::exchange::Exchange;
use crate::runtime::transport::body::Body;
use crate::runtime::types::decode_failure::DecodeFailure;

/// A streamed response.
pub(crate) struct StreamSource {
    /// What has arrived and is not decoded yet.
    pub(crate) buffer: BytesMut,
    pub(crate) attempts: Box<Attempts>,
    body: Body,
    status: StatusCode,
    headers: HeaderMap,
}

impl StreamSource {
    pub(crate) fn of(exchange: Exchange) -> Self {
        let (status, headers, read) = exchange.response.into_parts();
        Self {
            buffer: BytesMut::new(),
            attempts: exchange.attempts,
            body: exchange.stream.unwrap_or_else(|| read.into()),
            status,
            headers,
        }
    }

    /// Reads more of the body into the buffer. `None` at its end.
    ///
    /// A value that is larger than the limit for bodies is an error.
    pub(crate) fn poll_more(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<(), Error>>> {
        let bound = self.attempts.max_body_size();
        if self.buffer.len() > bound {
            let error = self.error(Kind::TooLarge { bound }, Bytes::new());
            return Poll::Ready(Some(Err(error)));
        }
        Pin::new(&mut self.body)
            .poll_frame(context)
            .map(|frame| match frame? {
                Ok(frame) => {
                    if let Ok(data) = frame.into_data() {
                        self.buffer.extend_from_slice(&data);
                    }
                    Some(Ok(()))
                }
                Err(source) => {
                    let error = self.attempts.error(Kind::Interrupted, Some(source));
                    Some(Err(self.with_response(error, Bytes::new())))
                }
            })
    }

    /// The error for a value that could not be decoded.
    pub(crate) fn decode_error(&self, failure: DecodeFailure, value: Bytes) -> Error {
        let DecodeFailure { path, source } = failure;
        let error = self.attempts.error(Kind::Decode { path }, Some(source));
        self.with_response(error, value)
    }

    fn error(&self, kind: Kind, value: Bytes) -> Error {
        self.with_response(self.attempts.error(kind, None), value)
    }

    fn with_response(&self, error: Error, value: Bytes) -> Error {
        error.with_response(self.status, self.headers.clone(), value)
    }
}
