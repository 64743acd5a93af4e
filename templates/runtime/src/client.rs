//! The client: what all calls share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use super::api::Api;
use super::base_url::BaseUrl;
#[cfg(feature = "blocking")]
use super::blocking::Driver;
use super::clock::Clock;
use super::hook::Hooks;
use super::key::Keys;
use super::retry::Retry;
use super::transport::Transport;

/// A client of the API. To clone it is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    // No methods of the runtime's own: the names of methods belong to the API's resources.
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) api: &'static Api,
    pub(super) base_url: BaseUrl,
    pub(super) keys: Keys,
    pub(super) user_agent: HeaderValue,
    pub(super) headers: HeaderMap,
    /// How long a call may take, where the caller set it.
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Duration,
    pub(super) retry: Retry,
    /// How many redirects are followed in a row.
    pub(super) redirects: u32,
    pub(super) hooks: Hooks,
    pub(super) max_body_size: usize,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
    #[cfg(feature = "blocking")]
    pub(super) driver: Driver,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.api.name)
            .field("base_url", &self.inner.base_url)
            .field("timeout", &self.inner.timeout)
            .field("attempt_timeout", &self.inner.attempt_timeout)
            .field("retry", &self.inner.retry)
            .field("hooks", &self.inner.hooks)
            .finish_non_exhaustive()
    }
}
