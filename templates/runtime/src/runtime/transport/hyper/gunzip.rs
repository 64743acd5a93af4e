//! Decodes a gzip body while it arrives.
//!
//! A [`Gunzip`] wraps the encoded body. The size of its frames is limited regardless of the
//! compression ratio, and a frame is only decoded when it is polled, so a reader with a size limit
//! is safe from decompression bombs.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use flate2::write::MultiGzDecoder;
use http::HeaderMap;
use http_body::Frame;

use crate::runtime::types::boxed::BoxError;

/// The size at which a frame is returned. The decoder may add up to 32 KiB.
const FRAME: usize = 32 * 1024;

/// The decoded form of a gzip body.
pub(crate) struct Gunzip<B> {
    body: B,
    /// `None` after the end and after an error.
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    /// Data that has arrived and is not decoded yet.
    packed: Bytes,
    /// Whether any data has arrived: a body of zero bytes is empty and not truncated.
    is_started: bool,
    trailers: Option<HeaderMap>,
}

impl<B> Gunzip<B> {
    pub(crate) fn new(body: B) -> Self {
        Self {
            body,
            decoder: Some(MultiGzDecoder::new(Vec::new())),
            packed: Bytes::new(),
            is_started: false,
            trailers: None,
        }
    }

    /// Decodes the data that has arrived, until a frame is full.
    fn decode(&mut self) -> io::Result<Bytes> {
        let Some(decoder) = &mut self.decoder else {
            return Ok(Bytes::new());
        };
        while self.packed.has_remaining() && decoder.get_ref().len() < FRAME {
            let taken = decoder.write(&self.packed)?;
            if taken == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            self.packed.advance(taken);
        }
        Ok(std::mem::take(decoder.get_mut()).into())
    }

    /// Checks that the body is complete, and returns the rest.
    fn finish(&mut self) -> io::Result<Bytes> {
        match self.decoder.take() {
            Some(decoder) if self.is_started => decoder.finish().map(Bytes::from),
            _ => Ok(Bytes::new()),
        }
    }

    fn fail<T>(&mut self, error: impl Into<BoxError>) -> Poll<Option<Result<T, BoxError>>> {
        self.decoder = None;
        Poll::Ready(Some(Err(error.into())))
    }
}

impl<B> http_body::Body for Gunzip<B>
where
    B: http_body::Body<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        while self.decoder.is_some() {
            let part = if self.packed.has_remaining() {
                self.decode()
            } else {
                match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                    Some(Ok(frame)) => {
                        self.take(frame);
                        continue;
                    }
                    Some(Err(error)) => return self.fail(error),
                    None => self.finish(),
                }
            };
            match part {
                Ok(part) if part.is_empty() => {}
                Ok(part) => return Poll::Ready(Some(Ok(Frame::data(part)))),
                Err(error) => return self.fail(error),
            }
        }
        Poll::Ready(
            self.trailers
                .take()
                .map(|trailers| Ok(Frame::trailers(trailers))),
        )
    }
}

impl<B> Gunzip<B> {
    /// Stores a frame: data to decode, or trailers for the end.
    fn take(&mut self, frame: Frame<Bytes>) {
        match frame.into_data() {
            Ok(data) => {
                self.is_started |= !data.is_empty();
                self.packed = data;
            }
            Err(frame) => self.trailers = frame.into_trailers().ok(),
        }
    }
}
