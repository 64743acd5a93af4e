//! Writes the parts of a multipart body.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::call::request_body::multipart::part::Part;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// The body with these parts: bytes if all parts are in memory, else a stream.
pub(super) fn assemble(
    parts: Vec<(Option<String>, Part)>,
    boundary: &str,
    problems: &mut Vec<String>,
) -> Body {
    let mut pieces = Pieces::default();
    for (name, part) in parts {
        if let Some((headers, content)) = part.into_sent(name.as_deref(), problems) {
            pieces.text(&format!("--{boundary}\r\n{headers}\r\n"));
            pieces.content(content);
            pieces.text("\r\n");
        }
    }
    pieces.text(&format!("--{boundary}--\r\n"));
    pieces.into_body()
}

/// Consecutive pieces of a body. Those in memory are joined.
#[derive(Default)]
struct Pieces {
    done: VecDeque<Body>,
    open: BytesMut,
}

impl Pieces {
    fn text(&mut self, text: &str) {
        self.open.extend_from_slice(text.as_bytes());
    }

    fn content(&mut self, content: Body) {
        match content.as_bytes() {
            Some(bytes) => self.open.extend_from_slice(bytes),
            None => {
                self.close();
                self.done.push_back(content);
            }
        }
    }

    fn close(&mut self) {
        let bytes = std::mem::take(&mut self.open).freeze();
        self.done.push_back(bytes.into());
    }

    fn into_body(mut self) -> Body {
        if self.done.is_empty() {
            return self.open.freeze().into();
        }
        self.close();
        Body::stream(Sequence(self.done))
    }
}

/// Bodies that are sent one after the other.
struct Sequence(VecDeque<Body>);

impl HttpBody for Sequence {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        while let Some(first) = self.0.front_mut() {
            match Pin::new(first).poll_frame(context) {
                Poll::Ready(None) => {
                    self.0.pop_front();
                }
                // Trailers of a part have no meaning.
                Poll::Ready(Some(Ok(frame))) if !frame.is_data() => {}
                other => return other,
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let mut total = SizeHint::with_exact(0);
        let hints = self.0.iter().map(HttpBody::size_hint);
        let sum = hints
            .into_iter()
            .try_fold((0_u64, Some(0_u64)), |sum, hint| {
                let lower = sum.0.checked_add(hint.lower())?;
                let upper = sum.1.zip(hint.upper());
                Some((lower, upper.and_then(|(one, other)| one.checked_add(other))))
            });
        let Some((lower, upper)) = sum else {
            return SizeHint::default();
        };
        match upper {
            Some(upper) => total.set_upper(upper),
            None => total = SizeHint::default(),
        }
        total.set_lower(lower);
        total
    }
}
