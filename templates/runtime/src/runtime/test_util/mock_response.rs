//! Answers for tests, good and bad: what a [`Script`](crate::runtime::Script) does with a request.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

/// What a [`Script`](crate::runtime::Script) does with one request.
///
/// An answer has a status, headers and a body, each of which can go wrong.
#[derive(Clone)]
#[must_use]
pub struct Answer {
    pub(crate) fate: Fate,
    pub(crate) delay: Duration,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) end: End,
}

/// What comes first.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate {
    Status(StatusCode),
    Refused,
    Reset,
    Silence,
}

/// What is behind the body.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    Whole,
    Cut,
    Stall,
}

impl Answer {
    /// An answer of this status, without a body. A number that is no status, which lies between 100 and 999, is 500.
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status);
        Self::of(Fate::Status(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)))
    }

    /// An answer in JSON. What can't be written as JSON is null.
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        let json = serde_json::to_vec(body).unwrap_or_else(|_| b"null".to_vec());
        Self::status(status).header(CONTENT_TYPE.as_str(), "application/json").body(json)
    }

    /// No connection: nothing of the request is sent.
    pub fn refused() -> Self {
        Self::of(Fate::Refused)
    }

    /// A connection that fails after the request was sent, without an answer.
    pub fn reset() -> Self {
        Self::of(Fate::Reset)
    }

    /// No answer, for ever.
    pub fn silence() -> Self {
        Self::of(Fate::Silence)
    }

    /// A header of the answer; the same name again adds another. One that is not valid is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            self.headers.append(name, value);
        }
        self
    }

    /// The bytes of the body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// How long it takes until the headers are there, or until it is clear that none will come.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Cuts the connection behind so many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        self.shortened(bytes, End::Cut)
    }

    /// Sends nothing more behind so many bytes of the body, and keeps the connection.
    pub fn stalled_after(self, bytes: usize) -> Self {
        self.shortened(bytes, End::Stall)
    }

    fn shortened(mut self, bytes: usize, end: End) -> Self {
        self.body.truncate(bytes);
        self.end = end;
        self
    }

    fn of(fate: Fate) -> Self {
        Self {
            fate,
            delay: Duration::ZERO,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            end: End::Whole,
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("fate", &self.fate)
            .field("delay", &self.delay)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}
