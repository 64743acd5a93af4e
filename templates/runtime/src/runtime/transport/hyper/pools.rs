//! The connections of the default transport: one pool for each Tokio runtime that it is used on.
//!
//! A task of its runtime drives each connection. On another runtime, a request over it would wait for as long as that
//! runtime does nothing, and fail once it is gone. So a request goes over connections of the runtime that it is sent
//! on, and nearly always there is only the one.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use http::Request;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::{Handle, Id};

use crate::runtime::transport::body::Body;
use crate::runtime::transport::hyper::connector::TimedConnector;

/// The most runtimes beside the first whose connections are kept.
const OTHERS: usize = 8;

/// How long an HTTP/2 connection with requests on it may be silent before it is asked whether it is alive. One that
/// was lost without a word would otherwise take every request with it, and the ones that are sent instead.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// How long it may take to answer.
const KEEP_ALIVE_TIMEOUT: Duration = Duration::from_secs(5);

type Pool = Client<TimedConnector, Body>;

/// The pools by runtime.
pub(crate) struct Pools {
    connector: TimedConnector,
    first: OnceLock<(Id, Pool)>,
    others: Mutex<Vec<(Id, Pool)>>,
}

impl Pools {
    pub(crate) fn new(connector: TimedConnector) -> Self {
        Self {
            connector,
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
        // hyper-util sends a request again only if a kept connection had closed before any of it was written.
        Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .http2_keep_alive_interval(KEEP_ALIVE_INTERVAL)
            .http2_keep_alive_timeout(KEEP_ALIVE_TIMEOUT)
            .build(self.connector.clone())
    }
}
