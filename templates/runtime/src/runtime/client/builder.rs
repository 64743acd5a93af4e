//! The builder of a client.
//!
//! Setters only store values. `build` validates all of them and reports every problem in one error.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use crate::runtime::api::Api;
use crate::runtime::auth::credential::{CredentialSource, Credentials, Security};
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
use crate::runtime::transport::Transport;
#[cfg(feature = "hyper")]
use crate::runtime::transport::hyper::builder::HyperTransportBuilder;
use crate::runtime::types::boxed::BoxError;

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const MAX_BODY_SIZE: usize = 64 << 20;

/// Creates a builder of a client for this API, with the API's defaults.
pub fn client_builder(api: &'static Api) -> ClientBuilder {
    ClientBuilder {
        api,
        credentials: Credentials::default(),
        base_url: api.base_url.to_owned(),
        servers: crate::runtime::client::server::ServerChoice::new(api.base_url),
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

/// Collects the settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    api: &'static Api,
    pub(crate) credentials: Credentials,
    base_url: String,
    pub(crate) servers: crate::runtime::client::server::ServerChoice,
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
    /// Replaces the API's base URL. Must be an absolute `https` or `http` URL.
    ///
    /// Its path, if any, is prepended to the path of every operation. Plain `http` sends the API
    /// key unencrypted. It is meant for servers on the same machine, such as a mock server or a
    /// proxy that adds TLS.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Limits the time of a whole call: all attempts and the delays between them. Default: 60
    /// seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Limits the time of one attempt, including reading the response body. Default: 30 seconds.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Sets when calls are retried. Default: [`Retry::new`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Follows up to this many redirects in a row. Default: 0. A redirect is then an error with
    /// its status and headers.
    ///
    /// 307 and 308 are followed with the same method and body; 301, 302 and 303 only for `GET` and
    /// `HEAD`. The API key and all other sensitive headers are never sent to another host, and a
    /// redirect from `https` to `http` is not followed.
    pub fn follow_redirects(mut self, max: u32) -> Self {
        self.redirects = max;
        self
    }

    /// Adds a hook that runs around every attempt, after the hooks that were added before it.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.0.push(Box::new(hook));
        self
    }

    /// Replaces the SDK's `user-agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Adds a header to every request. It replaces the SDK's header of the same name, except the
    /// one with the API key.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set(name.as_ref(), value.as_ref());
        self
    }

    /// Adds a secret header to every request. It is treated like the API key: hooks do not see it
    /// unless they ask for secrets, it is not sent to another host, and its value is in no message.
    /// `authorization` and `cookie` are always secret.
    pub fn secret_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set_secret(name.as_ref(), value.as_ref());
        self
    }

    /// Limits the size of a response body in memory, in bytes. Default: 64 MiB.
    ///
    /// A body that `send_stream` returns is not held in memory and has no limit, unless
    /// [`CallOptions::max_body_size`](crate::CallOptions::max_body_size) sets one.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// Replaces the default transport. Settings of the default transport then have no effect.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Replaces the default clock, which is Tokio's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Validates all settings and builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::problems`] lists all invalid settings: an API key that is missing, is empty or has
    /// a control character; a base URL that is not an absolute `https` or `http` URL, or that has a
    /// user, a query or a fragment; an invalid header; a certificate, a private key or a proxy that
    /// cannot be read; a missing transport or clock if there is no default.
    pub fn build(mut self) -> Result<Client, Error> {
        let mut findings = Findings::default();
        self.base_url = crate::runtime::client::server::base_url(&mut self.servers, self.base_url);
        let base_url = findings.check(BaseUrl::parse(&self.base_url));
        crate::runtime::client::no_url::explain(self.api, &self.base_url, &mut findings.problems);
        let user_agent = findings.check(user_agent(&self.user_agent));
        crate::runtime::client::server::report(&mut self.servers, &mut findings.problems);
        findings.problems.extend(self.credential_problems());
        findings.problems.append(&mut self.headers.problems);
        self.check_headers(&mut findings.problems);
        let transport = self.take_transport(&mut findings);
        let clock = self.take_clock(&mut findings);
        match (base_url, user_agent, transport, clock) {
            (Some(base_url), Some(user_agent), Some(transport), Some(clock))
                if findings.problems.is_empty() =>
            {
                Ok(Client {
                    inner: Arc::new(Inner {
                        api: self.api,
                        base_url,
                        servers: crate::runtime::client::server::Selection::from(self.servers),
                        credentials: self.credentials,
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
            _ => {
                Err(Error::new(Kind::Configuration(findings.problems)).with_source(findings.source))
            }
        }
    }

    fn check_headers(&self, problems: &mut Vec<String>) {
        if self.headers.map.contains_key(CONTENT_TYPE) {
            problems.push("the header `content-type` is set for each call by its body".to_owned());
        }
        let Some(auth) = self.api.auth else { return };
        for name in self.headers.map.keys().filter(|name| auth.carries(name)) {
            problems.push(format!(
                "the header `{name}` carries the API key: set it with `ApiKey::from_header`"
            ));
        }
    }

    /// Invalid credentials, and none where the API requires them.
    fn credential_problems(&self) -> Vec<String> {
        let sources = self.credentials.sources();
        let problems = sources.filter_map(CredentialSource::problem);
        let missing = self.api.auth.and_then(Security::missing);
        let missing = missing.filter(|_| self.credentials.0.is_empty());
        problems.chain(missing).map(str::to_owned).collect()
    }

    #[cfg(feature = "hyper")]
    fn take_transport(&mut self, findings: &mut Findings) -> Option<Arc<dyn Transport>> {
        if self.transport.is_some() {
            return self.transport.take();
        }
        match std::mem::take(&mut self.hyper).build() {
            Ok(transport) => Some(Arc::new(transport)),
            Err(error) => {
                findings.problems.extend_from_slice(error.problems());
                findings.source = error.inner.source;
                None
            }
        }
    }

    #[cfg(not(feature = "hyper"))]
    fn take_transport(&mut self, findings: &mut Findings) -> Option<Arc<dyn Transport>> {
        let transport = self.transport.take();
        if transport.is_none() {
            findings
                .problems
                .push("no transport: set one, or enable the feature `hyper`".to_owned());
        }
        transport
    }

    #[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
    fn take_clock(&mut self, _: &mut Findings) -> Option<Arc<dyn Clock>> {
        Some(self.clock.take().unwrap_or_else(|| Arc::new(TokioClock)))
    }

    #[cfg(not(any(feature = "blocking", feature = "hyper", feature = "reqwest")))]
    fn take_clock(&mut self, findings: &mut Findings) -> Option<Arc<dyn Clock>> {
        let clock = self.clock.take();
        if clock.is_none() {
            findings
                .problems
                .push("no clock: set one, or enable the feature `hyper`".to_owned());
        }
        clock
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// The problems found in the settings.
#[derive(Default)]
struct Findings {
    problems: Vec<String>,
    source: Option<BoxError>,
}

impl Findings {
    /// Returns the value, or records its problem.
    fn check<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }
}

fn user_agent(text: &str) -> Result<HeaderValue, String> {
    printable(text)
        .ok_or_else(|| "the user agent has a character that is not printable ASCII".to_owned())
}
