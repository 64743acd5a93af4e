//! Reads a response's body into memory, up to a bound.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use crate::runtime::transport::BoxError;
use crate::runtime::transport::body::Body;

/// Room that is made at once for a length that the server announces; more is made as data comes.
const FIRST_ROOM: usize = 1 << 20;

/// Why a body was not read to its end.
pub(crate) enum ReadFault {
    /// The connection failed.
    Interrupted(BoxError),
    /// There is more than the bound allows.
    TooLarge,
}

/// What has been read so far.
#[derive(Default)]
pub(crate) struct BodyBuffer {
    /// The only piece, which is most often the whole body: it is kept as it came.
    only: Bytes,
    /// All pieces, when there are several.
    all: BytesMut,
}

impl BodyBuffer {
    /// All that was read.
    pub(crate) fn freeze(self) -> Bytes {
        if self.all.is_empty() {
            self.only
        } else {
            self.all.freeze()
        }
    }

    fn len(&self) -> usize {
        self.only.len().max(self.all.len())
    }

    fn push(&mut self, piece: Bytes, announced: usize) {
        if self.len() == 0 {
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

/// Reads a body to its end. What arrived stays in `read` when reading fails, or when this future is dropped.
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
        // Trailers say nothing that is needed.
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
