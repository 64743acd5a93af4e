//! The connection pools of the default transport: one for each Tokio runtime.
//!
//! A connection is driven by a task of its runtime. A request from another runtime would stall
//! while that runtime is idle, and fail once it has shut down. Nearly always there is only one
//! runtime.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use http::Request;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::{Handle, Id};

use crate::runtime::transport::body::Body;
use crate::runtime::transport::hyper::connector::TimedConnector;

/// The maximum number of pools in addition to the first.
const OTHERS: usize = 8;

/// How long an HTTP/2 connection with open requests may be idle before a ping is sent. Without it,
/// a connection that was lost silently would block all its requests and their retries.
#[cfg(feature = "http2")]
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// How long to wait for the reply to a ping.
#[cfg(feature = "http2")]
const KEEP_ALIVE_TIMEOUT: Duration = Duration::from_secs(5);

type Pool = Client<TimedConnector, Body>;

/// How long and how many idle connections are kept.
#[derive(Clone, Copy)]
pub(crate) struct PoolSettings {
    pub(crate) idle_timeout: Duration,
    pub(crate) max_idle_per_host: usize,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self {
            idle_timeout: Duration::from_secs(90),
            max_idle_per_host: usize::MAX,
        }
    }
}

/// The pools by runtime.
pub(crate) struct Pools {
    connector: TimedConnector,
    settings: PoolSettings,
    first: OnceLock<(Id, Pool)>,
    others: Mutex<Vec<(Id, Pool)>>,
}

impl Pools {
    pub(crate) fn new(connector: TimedConnector, settings: PoolSettings) -> Self {
        Self {
            connector,
            settings,
            first: OnceLock::new(),
            others: Mutex::new(Vec::new()),
        }
    }

    /// Sends a request over the connections of a runtime.
    pub(crate) fn send(&self, runtime: &Handle, request: Request<Body>) -> ResponseFuture {
        let id = runtime.id();
        let (first, pool) = self.first.get_or_init(|| (id, self.pool()));
        if *first == id {
            return pool.request(request);
        }
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, pool)) = others.iter().find(|(other, _)| *other == id) {
            return pool.request(request);
        }
        if others.len() >= OTHERS {
            others.remove(0);
        }
        let pool = self.pool();
        let response = pool.request(request);
        others.push((id, pool));
        response
    }

    fn pool(&self) -> Pool {
        // hyper-util only resends a request if a reused connection was closed before any of it was
        // written.
        let mut builder = Client::builder(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(self.settings.idle_timeout)
            .pool_max_idle_per_host(self.settings.max_idle_per_host);
        #[cfg(feature = "http2")]
        builder
            .http2_keep_alive_interval(KEEP_ALIVE_INTERVAL)
            .http2_keep_alive_timeout(KEEP_ALIVE_TIMEOUT);
        builder.build(self.connector.clone())
    }
}
