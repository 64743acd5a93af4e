//! Reads the body of a response into memory, up to a size limit.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// The most that is reserved for the length that the server announces. The buffer grows as data
/// arrives.
const FIRST_ROOM: usize = 1 << 20;

/// Why a body could not be read completely.
pub(crate) enum ReadFault {
    /// The connection failed.
    Interrupted(BoxError),
    /// The body is larger than the limit.
    TooLarge,
}

/// The part of the body that has been read.
#[derive(Default)]
pub(crate) struct BodyBuffer {
    /// The first chunk, which usually is the whole body and is kept without copying.
    only: Bytes,
    /// All chunks, if there are several.
    all: BytesMut,
}

impl BodyBuffer {
    /// Returns everything that was read.
    pub(crate) fn freeze(self) -> Bytes {
        if self.all.is_empty() {
            self.only
        } else {
            self.all.freeze()
        }
    }

    /// Whether nothing was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn len(&self) -> usize {
        self.only.len().max(self.all.len())
    }

    fn push(&mut self, piece: Bytes, announced: usize) {
        if self.is_empty() {
            self.only = piece;
            return;
        }
        if self.all.is_empty() {
            self.all.reserve(announced.min(FIRST_ROOM));
            self.all.extend_from_slice(&self.only);
        }
        self.all.extend_from_slice(&piece);
    }
}

/// Reads a body to its end. Data that has arrived stays in `read` if reading fails or this future
/// is dropped.
pub(crate) async fn read_body(
    body: &mut Body,
    bound: usize,
    read: &mut BodyBuffer,
) -> Result<(), ReadFault> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > bound {
        return Err(ReadFault::TooLarge);
    }
    while let Some(frame) = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
        // Trailers are ignored.
        if let Ok(mut data) = frame.map_err(ReadFault::Interrupted)?.into_data() {
            let room = bound.saturating_sub(read.len());
            let fits = data.len() <= room;
            data.truncate(room);
            read.push(data, announced);
            if !fits {
                return Err(ReadFault::TooLarge);
            }
        }
    }
    Ok(())
}
