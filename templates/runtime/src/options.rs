//! Settings for a single call.

use std::time::Duration;

use super::headers::Headers;

/// Settings for one call, which win over the client's.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) headers: Headers,
}

impl CallOptions {
    /// Nothing set: the call goes by the client's settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole call may take.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one request may take, its response's body included.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
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

    /// These settings, and over them the ones that the others have.
    pub(super) fn merge(&mut self, other: Self) {
        self.timeout = other.timeout.or(self.timeout);
        self.attempt_timeout = other.attempt_timeout.or(self.attempt_timeout);
        self.headers.merge(other.headers);
    }
}
