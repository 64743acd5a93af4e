//! The responses of a [`MockTransport`](crate::runtime::MockTransport), failures included.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

/// How a [`MockTransport`](crate::runtime::MockTransport) responds to one request.
///
/// Either a response with a status, headers and a body that may end early, or a failure of the
/// connection.
#[derive(Clone)]
#[must_use]
pub struct MockResponse {
    pub(crate) behavior: Behavior,
    pub(crate) delay: Duration,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) body_end: BodyEnd,
}

/// Whether there is a response.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Behavior {
    Status(StatusCode),
    ConnectionRefused,
    ConnectionReset,
    NoResponse,
}

/// How the body ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BodyEnd {
    Complete,
    Truncated,
    Stalled,
}

impl MockResponse {
    /// A response with this status and no body. A number outside of 100 to 999 is not a status and
    /// becomes 500.
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status);
        Self::of(Behavior::Status(
            status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        ))
    }

    /// A response with a JSON body: the JSON text of a string, which is sent as it is, or any other
    /// value, which is serialized. A value that cannot be serialized is sent as `null`.
    ///
    /// So `json(200, "{}")` and `json(200, &json!({}))` are the same. The JSON string `"a"` is
    /// `json(200, r#""a""#)`.
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        let json = serde_json::to_vec(body).unwrap_or_else(|_| b"null".to_vec());
        let body = match serde_json::from_slice::<String>(&json) {
            Ok(text) => text.into_bytes(),
            Err(_) => json,
        };
        Self::with_body(status, "application/json", body)
    }

    /// A response with a text body, in UTF-8.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::with_body(status, "text/plain; charset=utf-8", body.into())
    }

    /// A response with a binary body, such as a file.
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self::with_body(status, "application/octet-stream", body)
    }

    /// A connection that cannot be made, so that nothing of the request is sent.
    pub fn connection_refused() -> Self {
        Self::of(Behavior::ConnectionRefused)
    }

    /// A connection that fails after the request was sent and before a response arrives.
    pub fn connection_reset() -> Self {
        Self::of(Behavior::ConnectionReset)
    }

    /// A response that never arrives.
    pub fn no_response() -> Self {
        Self::of(Behavior::NoResponse)
    }

    /// Adds a response header. Repeating a name adds another value; an invalid header is ignored.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            self.headers.append(name, value);
        }
        self
    }

    /// Sets the bytes of the body, and keeps the headers.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets how long it takes until the response headers arrive or the connection fails.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection after this many bytes of the body.
    pub fn truncated_after(self, bytes: usize) -> Self {
        self.shortened(bytes, BodyEnd::Truncated)
    }

    /// Stops sending after this many bytes of the body, and keeps the connection open.
    pub fn stalled_after(self, bytes: usize) -> Self {
        self.shortened(bytes, BodyEnd::Stalled)
    }

    fn with_body(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::status(status)
            .header(CONTENT_TYPE.as_str(), content_type)
            .body(body)
    }

    fn shortened(mut self, bytes: usize, body_end: BodyEnd) -> Self {
        self.body.truncate(bytes);
        self.body_end = body_end;
        self
    }

    fn of(behavior: Behavior) -> Self {
        Self {
            behavior,
            delay: Duration::ZERO,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            body_end: BodyEnd::Complete,
        }
    }
}

impl fmt::Debug for MockResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockResponse")
            .field("behavior", &self.behavior)
            .field("delay", &self.delay)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("body_end", &self.body_end)
            .finish_non_exhaustive()
    }
}
