//! Why a call, or the building of a client, failed.
//!
//! One opaque type with predicates. It keeps all that is known: the status and headers when they had arrived, the raw
//! body as far as it was read, what the API said in it, and the cause. How it prints is in `display`.

mod display;
pub(crate) mod model;

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::api::{Api, ApiError};
use crate::runtime::auth::redact::Secrets;
use crate::runtime::response::rate_limit::RateLimit;
use crate::runtime::transport::BoxError;

/// Why a call, or the building of a client, failed.
///
/// It prints as one line, without secrets: the operation, the status, the API's message and its correlation id.
/// [`source`](StdError::source) has the cause.
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
    /// The text of the source and of its sources.
    pub(crate) cause: Option<String>,
}

/// The attempts that were made before the error.
#[derive(Clone, Copy)]
pub(crate) struct CallSummary {
    pub(crate) api: &'static Api,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// What the server asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the request may have reached a server, in any attempt.
    pub(crate) may_have_been_sent: bool,
}

pub(crate) enum Kind {
    Configuration(Vec<String>),
    InvalidRequest(Vec<String>),
    /// A provider had no key.
    Key,
    /// The transport can't send such a request.
    Unsendable,
    Connect,
    Interrupted,
    Timeout {
        limit: Duration,
    },
    TooLarge {
        bound: usize,
    },
    Status,
    /// A redirect that is not followed though redirects are: why.
    Redirect(&'static str),
    Decode {
        path: Option<String>,
    },
}

impl Error {
    /// The status of the response, whenever its headers had arrived.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.response.as_ref().map(|(status, ..)| *status)
    }

    /// The headers of the response, whenever they had arrived.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.response.as_ref().map(|(_, headers, _)| headers)
    }

    /// The raw body of the response: all of it, or what had arrived when it was cut off. `None` when not even the
    /// headers had arrived.
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.response.as_ref().map(|(.., body)| body)
    }

    /// The id of the operation that was called. `None` for errors from building a client.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// How many attempts were made. 0 when the request was refused before anything was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.summary.map_or(0, |summary| summary.attempts)
    }

    /// How long the call took, waits between attempts included. Zero when it was refused before it began.
    pub fn elapsed(&self) -> Duration {
        self.inner
            .summary
            .map(|summary| summary.elapsed)
            .unwrap_or_default()
    }

    /// How long the server asks to wait before the call is made again (`Retry-After`, as seconds or as a date).
    ///
    /// With a quota for each day that can be hours. `None` when the server does not say, or says something else.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.summary?.retry_after
    }

    /// The caller's quota, as the headers of the response tell of it.
    pub fn rate_limit(&self) -> Option<RateLimit<'_>> {
        let api = self.inner.summary?.api;
        self.headers()
            .map(|headers| RateLimit::of(&api.rate_limit, headers))
    }

    /// The id by which the server knows the request, if it sent one.
    pub fn request_id(&self) -> Option<&str> {
        let api = self.inner.summary?.api;
        self.headers()?.get(api.request_id)?.to_str().ok()
    }

    /// What the API says in its error body. A key that the API repeats in it is taken out.
    pub fn message(&self) -> Option<&str> {
        self.inner.api.as_ref()?.message.as_deref()
    }

    /// What the API's support asks for, if the error body has it.
    pub fn correlation_id(&self) -> Option<&str> {
        self.inner.api.as_ref()?.correlation_id.as_deref()
    }

    /// The location in the JSON body that could not be decoded, such as `results[3].created`.
    pub fn json_path(&self) -> Option<&str> {
        match &self.inner.kind {
            Kind::Decode { path } => path.as_deref(),
            _ => None,
        }
    }

    /// Everything that was wrong with the request, or with the settings of a client that could not be built.
    pub fn problems(&self) -> &[String] {
        match &self.inner.kind {
            Kind::Configuration(problems) | Kind::InvalidRequest(problems) => problems,
            _ => &[],
        }
    }

    /// Whether a client could not be built, or its settings not be read.
    pub fn is_configuration(&self) -> bool {
        matches!(self.inner.kind, Kind::Configuration(_))
    }

    /// Whether the request was refused before anything was sent.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.inner.kind, Kind::InvalidRequest(_))
    }

    /// Whether a [`KeyProvider`](crate::KeyProvider) failed, or returned an invalid key.
    pub fn is_key_provider(&self) -> bool {
        matches!(self.inner.kind, Kind::Key)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect)
    }

    /// Whether the connection failed after it was made: while sending, waiting, or reading the body.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.inner.kind, Kind::Interrupted)
    }

    /// Whether the server can have seen nothing of the request, in any attempt, so that it is safe to send it again.
    ///
    /// A timeout is never counted here, even if it came while the connection was made.
    pub fn is_unsent(&self) -> bool {
        let stopped_early = self.is_configuration()
            || self.is_invalid_request()
            || matches!(
                self.inner.kind,
                Kind::Key | Kind::Unsendable | Kind::Connect
            );
        stopped_early
            && !self
                .inner
                .summary
                .is_some_and(|summary| summary.may_have_been_sent)
    }

    /// Whether the same call may succeed later: no connection could be made, it failed, time ran out, or the status is
    /// 408, 425, 429 or a 5xx.
    ///
    /// It says nothing of whether the call has had its effect: see [`is_unsent`](Self::is_unsent).
    pub fn is_retryable(&self) -> bool {
        match self.status() {
            Some(status) if !status.is_success() => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500..=599)
            }
            _ => matches!(
                self.inner.kind,
                Kind::Connect | Kind::Interrupted | Kind::Timeout { .. }
            ),
        }
    }

    /// Whether time ran out: for connecting, for the attempt or for the whole call.
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout { .. })
            || self.sources().any(|source| {
                source
                    .downcast_ref::<io::Error>()
                    .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
            })
    }

    /// Whether a successful response had a body that is not what the API's document says.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode { .. })
    }

    /// Whether the body was larger than the client's bound.
    pub fn is_body_too_large(&self) -> bool {
        matches!(self.inner.kind, Kind::TooLarge { .. })
    }

    /// Whether the status is 401: the key is not known.
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

    /// Whether the status is a 4xx.
    pub fn is_client_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_client_error())
    }

    /// Whether the status is a 5xx.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    fn sources(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        std::iter::successors(self.source(), |&error| error.source())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.inner.source.as_deref()?;
        Some(source)
    }
}

/// How the core builds an error.
impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        let inner = Inner {
            kind,
            operation: None,
            summary: None,
            response: None,
            api: None,
            source: None,
            cause: None,
        };
        Self {
            inner: Box::new(inner),
        }
    }

    pub(crate) fn with_operation(mut self, id: &'static str) -> Self {
        self.inner.operation = Some(id);
        self
    }

    pub(crate) fn with_summary(mut self, summary: CallSummary) -> Self {
        self.inner.summary = Some(summary);
        self
    }

    pub(crate) fn with_response(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        self.inner.response = Some((status, headers, body));
        self
    }

    pub(crate) fn with_api_error(mut self, api: Option<ApiError>) -> Self {
        self.inner.api = api;
        self
    }

    pub(crate) fn with_source(mut self, source: Option<BoxError>) -> Self {
        self.inner.source = source;
        let texts: Vec<String> = self.sources().map(ToString::to_string).collect();
        self.inner.cause = (!texts.is_empty()).then(|| texts.join(": "));
        self
    }

    /// Takes secrets out of all that may be printed. A source that holds one gives way to its text without it.
    pub(crate) fn redacted(mut self, secrets: &Secrets<'_>) -> Self {
        if let Some(cause) = self.inner.cause.take() {
            let redacted = secrets.redact(&cause);
            if redacted != cause {
                self.inner.source = Some(redacted.clone().into());
            }
            self.inner.cause = Some(redacted);
        }
        if let Kind::Decode { path: Some(path) } = &mut self.inner.kind {
            *path = secrets.redact(path);
        }
        self
    }
}
