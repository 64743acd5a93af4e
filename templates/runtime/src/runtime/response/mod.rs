//! A response with its status, headers and metadata of the call.

#[cfg(feature = "blocking")]
pub(crate) mod body_reader;
pub(crate) mod bounded_body;
pub(crate) mod bytes;
pub(crate) mod charset;
pub(crate) mod empty;
pub(crate) mod json;
pub(crate) mod optional_json;
pub(crate) mod rate_limit;
pub(crate) mod raw;
pub(crate) mod read;
pub(crate) mod text;
pub(crate) mod timed_body;
pub(crate) mod typed_headers;
pub(crate) mod variants;

use std::fmt;
use std::time::Duration;

use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};

use crate::runtime::api::Api;
use crate::runtime::error::Error;
use crate::runtime::response::rate_limit::RateLimit;

/// The result of an operation: status, headers, the decoded body, and metadata of the call.
#[derive(Clone)]
pub struct Response<T> {
    pub(crate) meta: Meta,
    pub(crate) body: T,
}

/// Everything except the body.
#[derive(Clone)]
pub(crate) struct Meta {
    pub(crate) api: &'static Api,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) deleted_before: bool,
}

/// The body of a response that is awaited.
#[allow(dead_code, reason = "used by the calls of an SDK")]
pub(crate) async fn response_body<T>(
    sending: impl Future<Output = Result<Response<T>, Error>>,
) -> Result<T, Error> {
    sending.await.map(Response::into_body)
}

impl<T> Response<T> {
    /// The HTTP status: a 2xx, or the 404 of a resource
    /// [deleted by an earlier attempt](Self::deleted_by_earlier_attempt).
    pub fn status(&self) -> StatusCode {
        self.meta.status
    }

    /// The response's headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.meta.headers
    }

    /// The decoded body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns the decoded body and discards the rest.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Status, headers and decoded body.
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.meta.status, self.meta.headers, self.body)
    }

    /// The number of attempts, including the successful one.
    pub fn attempts(&self) -> u32 {
        self.meta.attempts
    }

    /// How long the call took, from before the first attempt until the last byte of the response
    /// was read.
    pub fn elapsed(&self) -> Duration {
        self.meta.elapsed
    }

    /// The server's id of the request, if the response contains one.
    pub fn request_id(&self) -> Option<&str> {
        self.meta
            .headers
            .get(self.meta.api.request_id)?
            .to_str()
            .ok()
    }

    /// The caller's quota, from the headers of the response.
    pub fn rate_limit(&self) -> RateLimit<'_> {
        RateLimit::of(&self.meta.api.rate_limit, &self.meta.headers)
    }

    /// Whether a `DELETE` succeeded although its last attempt returned 404: an earlier attempt
    /// whose response was lost may have deleted the resource.
    ///
    /// This applies to operations whose success response has no body. `send_raw` and `send_stream`
    /// return a 404 as an error.
    pub fn deleted_by_earlier_attempt(&self) -> bool {
        self.meta.deleted_before
    }

    /// Converts the body and keeps the rest.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            meta: self.meta,
            body: change(self.body),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.meta.status)
            .field("headers", &HeadersWithoutCookies(&self.meta.headers))
            .field("attempts", &self.meta.attempts)
            .field("elapsed", &self.meta.elapsed)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// Hides cookies, which can be used like credentials.
struct HeadersWithoutCookies<'a>(&'a HeaderMap);

impl fmt::Debug for HeadersWithoutCookies<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().filter(|(name, _)| **name != SET_COOKIE);
        f.debug_map().entries(shown).finish()
    }
}
