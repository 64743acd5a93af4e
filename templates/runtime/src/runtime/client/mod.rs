//! The client: the settings, transport and clock that all calls share.

pub(crate) mod base_url;
pub(crate) mod base_url_from_env;
pub(crate) mod builder;
pub(crate) mod clock;
pub(crate) mod no_url;
pub(crate) mod server;
pub(crate) mod server_url;
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
pub(crate) mod tokio_clock;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::runtime::api::Api;
use crate::runtime::auth::credential::Credentials;
#[cfg(feature = "blocking")]
use crate::runtime::blocking::Driver;
use crate::runtime::client::base_url::BaseUrl;
use crate::runtime::client::clock::Clock;
use crate::runtime::retry::Retry;
use crate::runtime::send::hook::Hooks;
use crate::runtime::send::limiter::Limiter;
use crate::runtime::transport::Transport;

/// A client of the API. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    // The runtime adds no methods: method names are reserved for the API's resources.
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    pub(crate) servers: crate::runtime::client::server::Selection,
    pub(crate) credentials: Credentials,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    /// The timeout of a whole call, if the caller set one.
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retry: Retry,
    /// The maximum number of redirects in a row.
    pub(crate) redirects: u32,
    pub(crate) hooks: Hooks,
    pub(crate) max_body_size: usize,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    /// The limits of requests, if there are any.
    pub(crate) limiter: Option<Limiter>,
    #[cfg(feature = "blocking")]
    pub(crate) driver: Driver,
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
