//! Builds a client, and refuses settings that could not work.
//!
//! Nothing is checked while settings come in. `build` checks all of them and reports all that is wrong in one error.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue};

use crate::runtime::api::Api;
use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::provider::{KeyProvider, KeySource, Keys};
#[cfg(feature = "blocking")]
use crate::runtime::blocking::Driver;
use crate::runtime::call::headers::{Headers, printable};
use crate::runtime::client::base_url::BaseUrl;
use crate::runtime::client::clock::Clock;
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
use crate::runtime::client::tokio_clock::TokioClock;
use crate::runtime::client::{Client, Inner};
use crate::runtime::error::{Error, Kind};
use crate::runtime::retry::Retry;
use crate::runtime::send::hook::{Hook, Hooks};
use crate::runtime::send::limiter::{Limiter, Limits};
#[cfg(feature = "hyper")]
use crate::runtime::transport::hyper::builder::HyperTransportBuilder;
use crate::runtime::transport::{BoxError, Transport};

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const MAX_BODY_SIZE: usize = 64 << 20;

/// A builder for a client of this API, with the API's own settings.
pub fn client_builder(api: &'static Api) -> ClientBuilder {
    ClientBuilder {
        api,
        key: None,
        base_url: api.base_url.to_owned(),
        user_agent: api.user_agent.to_owned(),
        headers: Headers::default(),
        timeout: None,
        attempt_timeout: ATTEMPT_TIMEOUT,
        retry: Retry::new(),
        redirects: 0,
        hooks: Hooks::default(),
        max_body_size: MAX_BODY_SIZE,
        transport: None,
        clock: None,
        limits: Limits::default(),
        #[cfg(feature = "hyper")]
        hyper: HyperTransportBuilder::default(),
    }
}

/// Settings of a client to be.
#[must_use]
pub struct ClientBuilder {
    api: &'static Api,
    key: Option<KeySource>,
    base_url: String,
    user_agent: String,
    headers: Headers,
    timeout: Option<Duration>,
    attempt_timeout: Duration,
    retry: Retry,
    redirects: u32,
    hooks: Hooks,
    max_body_size: usize,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    pub(crate) limits: Limits,
    #[cfg(feature = "hyper")]
    pub(crate) hyper: HyperTransportBuilder,
}

impl ClientBuilder {
    /// The key that says who calls.
    pub fn api_key(mut self, key: ApiKey) -> Self {
        self.key = Some(KeySource::Key(key));
        self
    }

    /// What knows the key of the moment, instead of one that stays the same. It is asked before each attempt.
    pub fn api_key_provider(mut self, provider: impl KeyProvider) -> Self {
        self.key = Some(KeySource::Provider(Box::new(provider)));
        self
    }

    /// Where the API is served, if not in its usual place: an absolute `https` or `http` URL.
    ///
    /// A path in it stays in front of every operation's path. Plain `http` sends the key unencrypted. It is meant for
    /// servers on the same machine, such as a test's or a proxy that adds TLS.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// How long a whole call may take: all attempts, and the waits between them. 60 seconds, if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, its response's body included. 30 seconds, if not set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How often calls are tried. [`Retry::new`], if not set.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Follows as many redirects in a row. None, if not set: a redirect is an error then, with its status and headers.
    ///
    /// 307 and 308 are followed with the same method and body, 301, 302 and 303 for `GET` and `HEAD` alone. The key, and
    /// all other headers that are marked as sensitive, do not go to another host, and no redirect leads from `https` to
    /// `http`.
    pub fn follow_redirects(mut self, most: u32) -> Self {
        self.redirects = most;
        self
    }

    /// Code to run around every attempt, after the hooks that were added before.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.0.push(Box::new(hook));
        self
    }

    /// The `user-agent` header, instead of the SDK's.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// A header for every request. It replaces one that the SDK would send, but not the key's.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set(name.as_ref(), value.as_ref());
        self
    }

    /// A header for every request that is as secret as the key: hooks do not see it unless they ask, it does not go to
    /// another host, and no message has its value. `authorization` and `cookie` are such headers by themselves.
    pub fn secret_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set_secret(name.as_ref(), value.as_ref());
        self
    }

    /// The most bytes of a response's body that are read. 64 MiB, if not set.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// What sends the requests, instead of the default transport. Settings of the default one then have no effect.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What tells the time and sleeps, instead of Tokio's clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Checks all settings and builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::problems`] lists what is wrong: a key that is missing, empty or has a control character, a base URL
    /// that is not an absolute `https` or `http` URL or has a user, a query or a fragment, a header that is not valid,
    /// a certificate, a key or a proxy that can't be read, or no transport or clock where there is no default one.
    pub fn build(mut self) -> Result<Client, Error> {
        let mut found = Findings::default();
        let base_url = found.keep(BaseUrl::parse(&self.base_url));
        let user_agent = found.keep(user_agent(&self.user_agent));
        let keys = found.keep(keys(self.api, self.key.take()));
        found.problems.append(&mut self.headers.problems);
        self.check_headers(&mut found.problems);
        let transport = self.take_transport(&mut found);
        let clock = self.take_clock(&mut found);
        match (base_url, user_agent, keys, transport, clock) {
            (Some(base_url), Some(user_agent), Some(keys), Some(transport), Some(clock))
                if found.problems.is_empty() =>
            {
                Ok(Client {
                    inner: Arc::new(Inner {
                        api: self.api,
                        base_url,
                        keys,
                        user_agent,
                        headers: self.headers.map,
                        timeout: self.timeout,
                        attempt_timeout: self.attempt_timeout,
                        retry: self.retry,
                        redirects: self.redirects,
                        hooks: self.hooks,
                        max_body_size: self.max_body_size,
                        transport,
                        clock,
                        limiter: Limiter::new(self.limits),
                        #[cfg(feature = "blocking")]
                        driver: Driver::default(),
                    }),
                })
            }
            _ => Err(Error::new(Kind::Configuration(found.problems)).with_source(found.source)),
        }
    }

    fn check_headers(&self, problems: &mut Vec<String>) {
        if self.headers.map.contains_key(CONTENT_TYPE) {
            problems.push("the header `content-type` belongs to the body of each call".to_owned());
        }
        let key_header = self
            .api
            .auth
            .as_ref()
            .and_then(|auth| auth.header.parse::<HeaderName>().ok());
        if let Some(name) = key_header.filter(|name| self.headers.map.contains_key(name)) {
            problems.push(format!(
                "the header `{name}` is the key's: set it with ApiKey::from_header"
            ));
        }
    }

    #[cfg(feature = "hyper")]
    fn take_transport(&mut self, found: &mut Findings) -> Option<Arc<dyn Transport>> {
        if self.transport.is_some() {
            return self.transport.take();
        }
        match std::mem::take(&mut self.hyper).build() {
            Ok(transport) => Some(Arc::new(transport)),
            Err(error) => {
                found.problems.extend_from_slice(error.problems());
                found.source = error.inner.source;
                None
            }
        }
    }

    #[cfg(not(feature = "hyper"))]
    fn take_transport(&mut self, found: &mut Findings) -> Option<Arc<dyn Transport>> {
        let transport = self.transport.take();
        if transport.is_none() {
            found
                .problems
                .push("no transport: set one, or turn the feature `hyper` on".to_owned());
        }
        transport
    }

    #[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
    fn take_clock(&mut self, _: &mut Findings) -> Option<Arc<dyn Clock>> {
        Some(self.clock.take().unwrap_or_else(|| Arc::new(TokioClock)))
    }

    #[cfg(not(any(feature = "blocking", feature = "hyper", feature = "reqwest")))]
    fn take_clock(&mut self, found: &mut Findings) -> Option<Arc<dyn Clock>> {
        let clock = self.clock.take();
        if clock.is_none() {
            found
                .problems
                .push("no clock: set one, or turn the feature `hyper` on".to_owned());
        }
        clock
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("key", &self.key)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// What is wrong with the settings.
#[derive(Default)]
struct Findings {
    problems: Vec<String>,
    source: Option<BoxError>,
}

impl Findings {
    /// The value, or its problem kept.
    fn keep<T>(&mut self, checked: Result<T, String>) -> Option<T> {
        checked.map_err(|problem| self.problems.push(problem)).ok()
    }
}

fn user_agent(text: &str) -> Result<HeaderValue, String> {
    printable(text)
        .ok_or_else(|| "the user agent has a character that is not printable ASCII".to_owned())
}

fn keys(api: &'static Api, source: Option<KeySource>) -> Result<Keys, String> {
    match (&api.auth, source) {
        (Some(scheme), Some(KeySource::Key(key))) => key.encode(scheme).map(Keys::Fixed),
        (Some(scheme), Some(KeySource::Provider(provider))) => {
            Ok(Keys::Provided { scheme, provider })
        }
        (Some(_), None) => Err("there is no API key".to_owned()),
        (None, Some(_)) => Err(format!("{} takes no API key", api.name)),
        (None, None) => Ok(Keys::None),
    }
}
