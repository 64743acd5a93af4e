//! The error of a call, or of building a client.
//!
//! An opaque type with predicates. It keeps all that is known: the status and headers if they had
//! arrived, the raw body as far as it was read, the API's error model, and the cause. `display`
//! formats it.

pub(crate) mod body;
pub(crate) mod cause;
mod construct;
pub(crate) mod description;
mod display;
mod invalid_uuid;
pub(crate) mod model;

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::api::{Api, ApiError};
use crate::runtime::error::cause::causes;
use crate::runtime::error::description::Description;
use crate::runtime::response::rate_limit::RateLimit;
use crate::runtime::types::boxed::BoxError;

/// The error of a call, or of building a client.
///
/// `Display` is one line without secrets: the operation, the status, what the API says, the
/// innermost cause and the correlation id. [`source`](StdError::source) returns the cause.
pub struct Error {
    pub(crate) inner: Box<Inner>,
}

pub(crate) struct Inner {
    pub(crate) kind: Kind,
    pub(crate) operation: Option<&'static str>,
    pub(crate) summary: Option<CallSummary>,
    pub(crate) response: Option<(StatusCode, HeaderMap, Bytes)>,
    pub(crate) api: Option<ApiError>,
    pub(crate) source: Option<BoxError>,
    /// The messages of the source and of its sources.
    pub(crate) cause: Option<String>,
    /// The message of the innermost source.
    pub(crate) innermost: Option<String>,
    /// What an error response says.
    pub(crate) description: Option<Description>,
}

/// The attempts that were made before the error.
#[derive(Clone, Copy)]
pub(crate) struct CallSummary {
    pub(crate) api: &'static Api,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// The wait that the server asks for.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the request may have reached a server, in any attempt.
    pub(crate) may_have_been_sent: bool,
    /// Whether the retry rules apply to the last attempt.
    pub(crate) is_retryable: bool,
}

pub(crate) enum Kind {
    Configuration(Vec<String>),
    InvalidRequest(Vec<String>),
    /// A key provider failed or returned an invalid key.
    Key,
    /// A provider returned no key within the timeout.
    KeyTimeout {
        limit: Duration,
    },
    /// The transport cannot send the request.
    Unsendable,
    Connect,
    Interrupted,
    /// A streamed body could not be read.
    Body,
    Timeout {
        limit: Duration,
    },
    TooLarge {
        bound: usize,
    },
    Status,
    /// A redirect could not be followed, for this reason.
    Redirect(&'static str),
    Decode {
        path: Option<String>,
    },
    /// A list in pages ends before it is complete.
    #[allow(dead_code, reason = "an API may have no lists in pages")]
    IncompleteList,
    /// What a call waited for has finished with this value of its status.
    #[allow(dead_code, reason = "unused if the API has no waiters")]
    FailedOperation {
        value: &'static str,
    },
    /// What a call waited for has not finished in time.
    #[allow(dead_code, reason = "unused if the API has no waiters")]
    Unfinished {
        limit: Duration,
    },
    /// The body has this content encoding, which was not requested.
    Encoding(String),
    /// The client's limits did not allow a request within the timeout.
    Limited {
        limit: Duration,
    },
    /// The clock does not wait, so timeouts cannot be measured.
    NoTimer,
}

impl Error {
    /// The status of the response, if its headers had arrived.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.response.as_ref().map(|(status, ..)| *status)
    }

    /// The headers of the response, if they had arrived.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.response.as_ref().map(|(_, headers, _)| headers)
    }

    /// The raw body of the response, as far as it had arrived. `None` if the headers had not
    /// arrived.
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.response.as_ref().map(|(.., body)| body)
    }

    /// The id of the operation that was called. `None` for errors from building a client.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// The number of attempts. 0 if the request was rejected before anything was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.summary.map_or(0, |summary| summary.attempts)
    }

    /// How long the call took, including waits between attempts. Zero if the request was rejected.
    pub fn elapsed(&self) -> Duration {
        self.inner
            .summary
            .map(|summary| summary.elapsed)
            .unwrap_or_default()
    }

    /// How long the server asks to wait before the next call (`Retry-After`, in seconds or as a
    /// date).
    ///
    /// With a daily quota, this can be hours. It is at most 30 years, so that it can be added to
    /// the current time. `None` if the header is missing or malformed.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.summary?.retry_after
    }

    /// The caller's quota, from the headers of the response.
    pub fn rate_limit(&self) -> Option<RateLimit<'_>> {
        let api = self.inner.summary?.api;
        self.headers()
            .map(|headers| RateLimit::of(&api.rate_limit, headers))
    }

    /// The server's id of the request, if the response contains one.
    pub fn request_id(&self) -> Option<&str> {
        let api = self.inner.summary?.api;
        self.headers()?.get(api.request_id)?.to_str().ok()
    }

    /// The message in the API's error body. Credentials that the API repeats in it are redacted.
    pub fn message(&self) -> Option<&str> {
        self.inner.api.as_ref()?.message.as_deref()
    }

    /// The correlation id in the API's error body, which the API's support asks for.
    pub fn correlation_id(&self) -> Option<&str> {
        self.inner.api.as_ref()?.correlation_id.as_deref()
    }

    /// The validation messages in the API's error body, with credentials redacted. Empty if the API
    /// has none.
    pub fn details(&self) -> &[String] {
        self.inner.api.as_ref().map_or(&[], |api| &api.details)
    }

    /// The location in the JSON body that could not be decoded, such as `results[3].created`.
    pub fn json_path(&self) -> Option<&str> {
        match &self.inner.kind {
            Kind::Decode { path } => path.as_deref(),
            _ => None,
        }
    }

    /// All problems of the request, or of the settings of a client that could not be built.
    pub fn problems(&self) -> &[String] {
        match &self.inner.kind {
            Kind::Configuration(problems) | Kind::InvalidRequest(problems) => problems,
            _ => &[],
        }
    }

    /// Whether a client could not be built, its settings could not be read, or its clock does not
    /// work on this async runtime.
    pub fn is_configuration(&self) -> bool {
        matches!(self.inner.kind, Kind::Configuration(_) | Kind::NoTimer)
    }

    /// Whether the request was rejected before anything was sent.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.inner.kind, Kind::InvalidRequest(_))
    }

    /// Whether a provider of keys or tokens failed, timed out, or returned an invalid value.
    pub fn is_key_provider(&self) -> bool {
        matches!(self.inner.kind, Kind::Key | Kind::KeyTimeout { .. })
    }

    /// Whether the connection could not be established.
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect)
    }

    /// Whether the connection failed after it was made: while sending, waiting, or reading the
    /// body.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.inner.kind, Kind::Interrupted | Kind::Body)
    }

    /// Whether the server cannot have received any part of the request, in any attempt, so that it
    /// is safe to send it again.
    ///
    /// False for a timeout, even if it expired while connecting, except that of a key provider.
    pub fn is_unsent(&self) -> bool {
        let stopped_early = match self.inner.kind {
            Kind::Configuration(_)
            | Kind::InvalidRequest(_)
            | Kind::Key
            | Kind::KeyTimeout { .. }
            | Kind::Unsendable
            | Kind::Limited { .. }
            | Kind::Connect => true,
            Kind::Interrupted
            | Kind::Body
            | Kind::Timeout { .. }
            | Kind::TooLarge { .. }
            | Kind::Status
            | Kind::Redirect(_)
            | Kind::Decode { .. }
            | Kind::IncompleteList
            | Kind::FailedOperation { .. }
            | Kind::Unfinished { .. }
            | Kind::Encoding(_)
            | Kind::NoTimer => false,
        };
        stopped_early
            && !self
                .inner
                .summary
                .is_some_and(|summary| summary.may_have_been_sent)
    }

    /// Whether the SDK retries this failure, if attempts and time are left: it may succeed later,
    /// and the call is safe to send again. False for certificate, protocol and configuration
    /// failures.
    ///
    /// This follows the same rules as the SDK's own retries, see [`Retry`](crate::Retry).
    pub fn is_retryable(&self) -> bool {
        self.inner
            .summary
            .is_some_and(|summary| summary.is_retryable)
    }

    /// Whether a timeout expired: for connecting, for the attempt, for the whole call, or for what
    /// a call waited for.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.inner.kind,
            Kind::Timeout { .. }
                | Kind::KeyTimeout { .. }
                | Kind::Limited { .. }
                | Kind::Unfinished { .. }
        ) || self.sources().any(|source| {
            source
                .downcast_ref::<io::Error>()
                .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
        })
    }

    /// Whether the body of a success response does not match the API's document.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode { .. } | Kind::Encoding(_))
    }

    /// Whether the body was larger than the limit of the call or of the client.
    pub fn is_body_too_large(&self) -> bool {
        matches!(self.inner.kind, Kind::TooLarge { .. })
    }

    /// Whether the status is 401: the API key is missing or unknown.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the status is 404.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the status is 429.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the status is 4XX.
    pub fn is_client_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_client_error())
    }

    /// Whether the status is 5XX.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    fn sources(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        self.source().into_iter().flat_map(causes)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.inner.source.as_deref()?;
        Some(source)
    }
}
