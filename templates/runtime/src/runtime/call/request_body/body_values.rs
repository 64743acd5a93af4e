//! Request bodies that are values one after the other, such as JSON Lines or events.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame};

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
pub struct BodyValues<T>(Content<T>);

enum Content<T> {
    Values(Vec<T>),
    Stream(ValueStream<T>),
    Serialized(Body),
}

impl<T> BodyValues<T> {
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

impl<T> From<Vec<T>> for BodyValues<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Content::Values(values))
    }
}

impl<T, const N: usize> From<[T; N]> for BodyValues<T> {
    fn from(values: [T; N]) -> Self {
        Self(Content::Values(values.into()))
    }
}

impl<T> fmt::Debug for BodyValues<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Values(values) => write!(f, "BodyValues({} values)", values.len()),
            Content::Stream(_) => f.write_str("BodyValues(stream)"),
            Content::Serialized(body) => write!(f, "BodyValues({body:?})"),
        }
    }
}

/// Writes a value and what separates it from the others.
pub(super) type Encode<T> = fn(&T, &mut Vec<u8>) -> Result<(), BoxError>;

impl Call {
    /// Sets a body of values. `problem` describes a value that cannot be encoded.
    pub(super) fn values_body<T: 'static>(
        mut self,
        media_type: &'static str,
        values: BodyValues<T>,
        encode: Encode<T>,
        problem: &str,
    ) -> Self {
        let body = match values.0 {
            Content::Values(values) => {
                let mut bytes = Vec::new();
                let written = values
                    .iter()
                    .try_for_each(|value| encode(value, &mut bytes));
                if let Err(error) = written {
                    self.problems.push(problem.to_owned());
                    self.cause = Some(error);
                }
                Body::from(bytes)
            }
            Content::Stream(values) => Body::stream(Encoded { values, encode }),
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
struct Encoded<T> {
    values: ValueStream<T>,
    encode: Encode<T>,
}

impl<T> HttpBody for Encoded<T> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let next = ready!(self.values.as_mut().poll_next(context));
        Poll::Ready(next.map(|value| {
            let mut bytes = Vec::new();
            (self.encode)(&value?, &mut bytes)?;
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
