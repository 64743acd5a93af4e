//! Settings for a single call.

use std::fmt;
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::call::headers::Headers;
use crate::runtime::client::base_url::BaseUrl;
use crate::runtime::retry::Retry;

/// Settings for one call, which win over the client's.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) idempotency_key: Option<HeaderValue>,
    pub(crate) headers: Headers,
}

impl CallOptions {
    /// Nothing set: the call goes by the client's settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole call may take: all attempts, and the waits between them.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, its response's body included.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How often the call is tried.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// A header for this call. It replaces one that the client or the SDK would send, the key's included.
    ///
    /// A name or value that is not valid is reported when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set(name.as_ref(), value.as_ref());
        self
    }

    /// A header for this call that is as secret as the key: hooks do not see it unless they ask, it does not go to another
    /// host, and no message has its value. `authorization` and `cookie` are such headers by themselves.
    #[must_use]
    pub fn secret_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set_secret(name.as_ref(), value.as_ref());
        self
    }

    /// A query parameter for this call, behind those that the operation has. The same name again adds another.
    ///
    /// Name and value are given as they are, and percent-encoded by the SDK.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Where this call goes, instead of the client's base URL. The key goes there too.
    ///
    /// What is wrong with it is reported when the call is sent.
    #[must_use]
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        match BaseUrl::parse(url.as_ref()) {
            Ok(url) => self.base_url = Some(url),
            Err(problem) => self.headers.problems.push(problem),
        }
        self
    }

    /// These settings, and over them the ones that the others have.
    pub(crate) fn merge(&mut self, other: Self) {
        self.timeout = other.timeout.or(self.timeout);
        self.attempt_timeout = other.attempt_timeout.or(self.attempt_timeout);
        self.retry = other.retry.or(self.retry.take());
        self.base_url = other.base_url.or(self.base_url.take());
        self.query.extend(other.query);
        self.idempotency_key = other.idempotency_key.or(self.idempotency_key.take());
        self.headers.merge(other.headers);
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secret, so none is shown.
        let query: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry", &self.retry)
            .field("base_url", &self.base_url)
            .field("query", &query)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
