//! JSON values one after the other: JSON Lines, NDJSON, and JSON text sequences (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;
#[cfg(feature = "blocking")]
use crate::runtime::streams::blocking::blocking_stream;
use crate::runtime::streams::source::StreamSource;
use crate::runtime::types::decode_failure::DecodeFailure;

/// The values of a response: a [`Stream`] of `Result` of a value or an [`Error`].
///
/// A value that cannot be decoded is an error with [`is_decode`](Error::is_decode) and its text as
/// [`body`](Error::body), and the stream continues. After any other error it ends.
///
/// The attempt timeout applies to the time between two pieces of data. Dropping the stream closes
/// the connection.
#[must_use = "no value is read until the stream is polled"]
pub struct JsonStream<T> {
    /// `None` after the last value.
    source: Option<Box<StreamSource>>,
    /// Ends a line, or begins a text of a sequence.
    separator: u8,
    /// How much of the buffer is known to have no separator.
    scanned: usize,
    decode: fn(&[u8]) -> Result<T, DecodeFailure>,
}

impl<T> JsonStream<T> {
    /// Returns the next value, or `None` at the end of the stream.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Removes the next text that is not blank from the buffer.
    fn text(&mut self, is_complete: bool) -> Option<Bytes> {
        let buffer = &mut self.source.as_mut()?.buffer;
        loop {
            let rest = buffer.get(self.scanned..).unwrap_or_default();
            let found = rest.iter().position(|byte| *byte == self.separator);
            let text = match found {
                Some(at) => {
                    let text = buffer.split_to(self.scanned + at);
                    buffer.advance(1);
                    text
                }
                None if is_complete && !buffer.is_empty() => buffer.split(),
                None => {
                    self.scanned = buffer.len();
                    return None;
                }
            };
            self.scanned = 0;
            if !text.trim_ascii().is_empty() {
                return Some(text.freeze());
            }
        }
    }

    fn decoded(&self, text: Bytes) -> Option<Result<T, Error>> {
        let source = self.source.as_ref()?;
        Some((self.decode)(&text).map_err(|failure| source.decode_error(failure, text)))
    }

    #[cfg(feature = "blocking")]
    pub(super) fn call(&self) -> Option<&Call> {
        self.source.as_ref().map(|source| &source.attempts.call)
    }

    /// The stream, in place of which a closed one remains.
    #[cfg(feature = "blocking")]
    pub(super) fn take(&mut self) -> Self {
        Self {
            source: self.source.take(),
            ..*self
        }
    }
}

impl<T> Stream for JsonStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(text) = this.text(false) {
                return Poll::Ready(this.decoded(text));
            }
            let Some(source) = &mut this.source else {
                return Poll::Ready(None);
            };
            match ready!(source.poll_more(context)) {
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    this.source = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    // The last line may have no end.
                    let last = this.text(true).and_then(|text| this.decoded(text));
                    this.source = None;
                    return Poll::Ready(last);
                }
            }
        }
    }
}

#[cfg(feature = "blocking")]
blocking_stream!(JsonStream, T);

impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStream").finish_non_exhaustive()
    }
}

impl Call {
    /// Sends the call and returns the JSON values of the lines of its response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[allow(dead_code, reason = "not used if all streams are sequences")]
    pub async fn json_lines<T: DeserializeOwned>(self) -> Result<Response<JsonStream<T>>, Error> {
        self.json_values("application/x-ndjson", b'\n').await
    }

    /// Sends the call and returns the JSON values of a sequence (RFC 7464).
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[allow(dead_code, reason = "not used if all streams are lines")]
    pub async fn json_sequence<T: DeserializeOwned>(
        self,
    ) -> Result<Response<JsonStream<T>>, Error> {
        self.json_values("application/json-seq", b'\x1e').await
    }

    async fn json_values<T: DeserializeOwned>(
        self,
        accept: &'static str,
        separator: u8,
    ) -> Result<Response<JsonStream<T>>, Error> {
        let exchange = self.exchange(accept, ExpectedBody::Stream).await?;
        let meta = exchange.response.meta.clone();
        let body = JsonStream {
            source: Some(Box::new(StreamSource::of(exchange))),
            separator,
            scanned: 0,
            decode: decode::<T>,
        };
        Ok(Response { meta, body })
    }
}
