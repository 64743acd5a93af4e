//! Options of a single call.

use std::fmt;
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::call::headers::Headers;
use crate::runtime::call::url::pair;
use crate::runtime::client::base_url::BaseUrl;
use crate::runtime::retry::Retry;

/// Options of a single call. They override the client's settings.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) server: Option<crate::runtime::client::server::ServerUrl>,
    /// Encoded pairs.
    pub(crate) query: Vec<String>,
    pub(crate) idempotency_key: Option<HeaderValue>,
    pub(crate) max_body_size: Option<usize>,
    pub(crate) headers: Headers,
}

impl CallOptions {
    /// Creates options that override nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits the time of the whole call: all attempts and the delays between them.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Limits the time of one attempt, including reading the response body.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets when the call is retried.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Adds a header. It replaces the client's or the SDK's header of the same name, including the
    /// one with the API key.
    ///
    /// An invalid name or value is reported when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set(name.as_ref(), value.as_ref());
        self
    }

    /// Adds a secret header. It is treated like the API key: hooks do not see it unless they ask
    /// for secrets, it is not sent to another host, and its value is in no message. `authorization`
    /// and `cookie` are always secret.
    #[must_use]
    pub fn secret_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set_secret(name.as_ref(), value.as_ref());
        self
    }

    /// Adds a query parameter after those of the operation. The same name can be added repeatedly.
    ///
    /// The SDK percent-encodes the name and the value.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push(pair(&name.into(), value.into()));
        self
    }

    /// Replaces the client's base URL. The API key is sent there too.
    ///
    /// An invalid URL is reported when the call is sent.
    #[must_use]
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        match BaseUrl::parse(url.as_ref()) {
            Ok(url) => self.base_url = Some(url),
            Err(problem) => self.headers.problems.push(problem),
        }
        self
    }

    /// Limits the size of the response body in bytes, in place of the client's limit. A larger body
    /// is an error with [`is_body_too_large`](crate::Error::is_body_too_large).
    ///
    /// It also limits the body that `send_stream` returns, which has no limit otherwise. For a
    /// response that is a stream of values, it is the limit of each value.
    #[must_use]
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = Some(bytes);
        self
    }

    /// Overrides these options with those that are set in `other`.
    pub(crate) fn merge(&mut self, other: Self) {
        self.timeout = other.timeout.or(self.timeout);
        self.attempt_timeout = other.attempt_timeout.or(self.attempt_timeout);
        self.retry = other.retry.or(self.retry.take());
        self.base_url = other.base_url.or(self.base_url.take());
        self.query.extend(other.query);
        self.idempotency_key = other.idempotency_key.or(self.idempotency_key.take());
        self.max_body_size = other.max_body_size.or(self.max_body_size);
        self.headers.merge(other.headers);
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secret.
        let names = self.query.iter().filter_map(|pair| pair.split('=').next());
        let query: Vec<&str> = names.collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry", &self.retry)
            .field("base_url", &self.base_url)
            .field("query", &query)
            .field("max_body_size", &self.max_body_size)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
