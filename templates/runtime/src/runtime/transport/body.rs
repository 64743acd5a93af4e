//! The body of a request or a response: bytes in memory, or a stream.
//!
//! Bytes can be inspected and sent again. A stream can be read only once.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use http_body::{Body as _, Frame, SizeHint};

use crate::runtime::error::{Error, Kind};
use crate::runtime::types::boxed::BoxError;

type BoxStream = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;

/// A body: bytes, or a stream of them.
pub struct Body(Content);

enum Content {
    Bytes(Bytes),
    // Never contended: makes the body `Sync` although the stream may not be.
    Stream(Mutex<BoxStream>),
    /// The body type of the default transport, without an allocation because most responses have
    /// it.
    #[cfg(feature = "hyper")]
    Incoming(hyper::body::Incoming),
}

impl Body {
    /// An empty body.
    pub fn empty() -> Self {
        Self(Content::Bytes(Bytes::new()))
    }

    /// A streamed body, from any [`http_body::Body`].
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Content::Stream(Mutex::new(Box::pin(BoxedErrors(
            Box::pin(body),
        )))))
    }

    /// A response body of the default transport.
    #[cfg(feature = "hyper")]
    pub(crate) fn incoming(body: hyper::body::Incoming) -> Self {
        Self(Content::Incoming(body))
    }

    /// Reads the next piece of the body, which is not empty. `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// If the connection fails, if no data arrives within the attempt timeout, or if the body is
    /// larger than the limit of the call. The body ends with the error.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        loop {
            let frame = poll_fn(|context| Pin::new(&mut *self).poll_frame(context)).await?;
            match frame.map(Frame::into_data) {
                Ok(Ok(data)) if !data.is_empty() => return Some(Ok(data)),
                // Trailers are ignored.
                Ok(_) => {}
                Err(error) => {
                    *self = Self::empty();
                    return Some(Err(read_error(error)));
                }
            }
        }
    }

    /// Clones a body in memory. A stream is taken, which leaves an empty body.
    pub(crate) fn clone_or_take(&mut self) -> Self {
        match &self.0 {
            Content::Bytes(bytes) => Self(Content::Bytes(bytes.clone())),
            _ => std::mem::take(self),
        }
    }

    /// The bytes, if the body is in memory. `None` for a stream, which cannot be sent twice.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            _ => f.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Content::Bytes(bytes) if !bytes.has_remaining() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(stream) => stream
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .as_mut()
                .poll_frame(context),
            #[cfg(feature = "hyper")]
            Content::Incoming(body) => Pin::new(body).poll_frame(context).map_err(Into::into),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Stream(stream) => stream
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_end_stream(),
            #[cfg(feature = "hyper")]
            Content::Incoming(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Bytes(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Content::Stream(stream) => stream
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .size_hint(),
            #[cfg(feature = "hyper")]
            Content::Incoming(body) => body.size_hint(),
        }
    }
}

/// The error of the call, if its limit was exceeded, else that of the connection.
fn read_error(error: BoxError) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(source) => Error::new(Kind::Body).with_source(Some(source)),
    }
}

/// A stream with boxed errors.
struct BoxedErrors<B>(Pin<Box<B>>);

impl<B> http_body::Body for BoxedErrors<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0.as_mut().poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
