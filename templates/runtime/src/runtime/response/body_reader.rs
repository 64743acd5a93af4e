//! A streamed response body for programs without an async runtime.

use std::fmt;
use std::io::{self, Read};

use bytes::{Buf, Bytes};

use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::transport::body::Body;

/// The body of a response as a [`Read`], which blocks the current thread until data has arrived.
///
/// The [inner error](io::Error::get_ref) of an error is an [`Error`](crate::Error). The kind
/// `TimedOut` means that no data arrived within the attempt timeout. In an async task, reading is an error. Dropping the reader closes the
/// connection.
pub struct BodyReader {
    client: Client,
    operation: &'static str,
    /// What has arrived and is not read yet.
    arrived: Bytes,
    body: Body,
}

impl BodyReader {
    pub(crate) fn new(client: Client, operation: &'static str, body: Body) -> Self {
        Self {
            client,
            operation,
            arrived: Bytes::new(),
            body,
        }
    }
}

impl Read for BodyReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.arrived.is_empty() && !buffer.is_empty() {
            let mut body = std::mem::take(&mut self.body);
            let next = async move {
                let chunk = body.chunk().await;
                (chunk, body)
            };
            let (chunk, body) = self
                .client
                .inner
                .driver
                .run(next)
                .map_err(|failure| io::Error::other(failure.into_error(self.operation)))?;
            self.body = body;
            self.arrived = chunk.transpose().map_err(io_error)?.unwrap_or_default();
        }
        (&mut self.arrived).reader().read(buffer)
    }
}

fn io_error(error: Error) -> io::Error {
    if error.is_timeout() {
        io::Error::new(io::ErrorKind::TimedOut, error)
    } else {
        io::Error::other(error)
    }
}

impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyReader").finish_non_exhaustive()
    }
}
