//! Request bodies that are JSON values one after the other: JSON Lines, NDJSON, and JSON text
//! sequences (RFC 7464).

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame};
use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::headers::printable;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

type ValueStream<T> = Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>;

/// The values of a request body, which are sent one after the other.
///
/// A `Vec` or an array converts to it. Values of an iterator or a stream are sent as they come. They
/// can be sent only once, so the call is not retried.
#[must_use]
pub struct JsonValues<T>(Content<T>);

enum Content<T> {
    Values(Vec<T>),
    Stream(ValueStream<T>),
    Serialized(Body),
}

impl<T: Serialize> JsonValues<T> {
    /// Values that are taken from an iterator while they are sent. The iterator must not block.
    pub fn from_iterator<I>(values: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        let values = values.into_iter();
        Self(Content::Stream(Box::pin(Iterated(values))))
    }

    /// Values that are sent when the stream returns them. An error ends the call.
    pub fn from_stream<S, E>(values: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self(Content::Stream(Box::pin(BoxedErrors(Box::pin(values)))))
    }

    /// Values that are serialized already, with their separators.
    pub fn from_body(body: impl Into<Body>) -> Self {
        Self(Content::Serialized(body.into()))
    }
}

impl<T> From<Vec<T>> for JsonValues<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Content::Values(values))
    }
}

impl<T, const N: usize> From<[T; N]> for JsonValues<T> {
    fn from(values: [T; N]) -> Self {
        Self(Content::Values(values.into()))
    }
}

impl<T> fmt::Debug for JsonValues<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Values(values) => write!(f, "JsonValues({} values)", values.len()),
            Content::Stream(_) => f.write_str("JsonValues(stream)"),
            Content::Serialized(body) => write!(f, "JsonValues({body:?})"),
        }
    }
}

/// What is before and after each value.
#[derive(Clone, Copy)]
struct Separators(&'static [u8], &'static [u8]);

impl Separators {
    /// Adds a value to a body.
    fn push<T: Serialize>(self, bytes: &mut Vec<u8>, value: &T) -> serde_json::Result<()> {
        bytes.extend_from_slice(self.0);
        serde_json::to_writer(&mut *bytes, value)?;
        bytes.extend_from_slice(self.1);
        Ok(())
    }
}

impl Call {
    /// Sets a body with a value in each line.
    #[allow(dead_code, reason = "not used if all bodies are sequences")]
    pub fn json_lines_body<T: Serialize + 'static>(
        self,
        media_type: &'static str,
        body: impl Into<JsonValues<T>>,
    ) -> Self {
        self.json_values_body(media_type, Separators(b"", b"\n"), body.into())
    }

    /// Sets a body that is a sequence of JSON texts (RFC 7464).
    #[allow(dead_code, reason = "not used if all bodies are lines")]
    pub fn json_sequence_body<T: Serialize + 'static>(
        self,
        media_type: &'static str,
        body: impl Into<JsonValues<T>>,
    ) -> Self {
        self.json_values_body(media_type, Separators(b"\x1e", b"\n"), body.into())
    }

    fn json_values_body<T: Serialize + 'static>(
        mut self,
        media_type: &'static str,
        separators: Separators,
        values: JsonValues<T>,
    ) -> Self {
        let body = match values.0 {
            Content::Values(values) => {
                let mut bytes = Vec::new();
                let written = values
                    .iter()
                    .try_for_each(|value| separators.push(&mut bytes, value));
                if let Err(error) = written {
                    self.problems
                        .push("a value of the body cannot be serialized as JSON".to_owned());
                    self.cause = Some(error.into());
                }
                Body::from(bytes)
            }
            Content::Stream(values) => Body::stream(Serialized { values, separators }),
            Content::Serialized(body) => body,
        };
        match printable(media_type) {
            Some(value) => self.content = Some((value, body)),
            None => self
                .problems
                .push(format!("{media_type:?} is not a valid media type")),
        }
        self
    }
}

/// A body with a frame for each value.
struct Serialized<T> {
    values: ValueStream<T>,
    separators: Separators,
}

impl<T: Serialize> HttpBody for Serialized<T> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let separators = self.separators;
        let next = ready!(self.values.as_mut().poll_next(context));
        Poll::Ready(next.map(|value| {
            let mut bytes = Vec::new();
            separators.push(&mut bytes, &value?)?;
            Ok(Frame::data(bytes.into()))
        }))
    }
}

/// An iterator as a stream.
struct Iterated<I>(I);

// The iterator is not pinned.
impl<I> Unpin for Iterated<I> {}

impl<I: Iterator> Stream for Iterated<I> {
    type Item = Result<I::Item, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// A stream with boxed errors.
struct BoxedErrors<S>(Pin<Box<S>>);

impl<S, T, E> Stream for BoxedErrors<S>
where
    S: Stream<Item = Result<T, E>>,
    E: Into<BoxError>,
{
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|next| next.map(|value| value.map_err(Into::into)))
    }
}
