//! Reads a response's body into memory, up to a bound.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::BytesMut;
use http_body::Body as _;

use super::body::Body;
use super::transport::BoxError;

/// Room that is made at once for a length that the server announces; more is made as data comes.
const FIRST_ROOM: usize = 1 << 20;

/// Why a body was not read to its end.
pub(super) enum ReadFault {
    /// The connection failed.
    Cut(BoxError),
    /// There is more than the bound allows.
    TooLarge,
}

/// Reads a body to its end. What arrived stays in `read` when reading fails, or when this future is dropped.
pub(super) async fn read(
    body: &mut Body,
    bound: usize,
    read: &mut BytesMut,
) -> Result<(), ReadFault> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > bound {
        return Err(ReadFault::TooLarge);
    }
    read.reserve(announced.min(FIRST_ROOM));
    while let Some(frame) =
        poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await
    {
        // Trailers say nothing that is needed.
        if let Ok(mut data) = frame.map_err(ReadFault::Cut)?.into_data() {
            let room = bound.saturating_sub(read.len());
            let fits = data.len() <= room;
            data.truncate(room);
            read.extend_from_slice(&data);
            if !fits {
                return Err(ReadFault::TooLarge);
            }
        }
    }
    Ok(())
}
