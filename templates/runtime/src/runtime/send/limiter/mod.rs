//! Client-side limits of concurrent requests and of requests per minute.
//!
//! A client and its clones share one [`Limiter`]. Each attempt acquires a [`Permit`] before it is
//! sent, and releases it when its response has been read. Waiting counts towards the timeout of the
//! call.

mod concurrency;
mod rate;

use std::pin::pin;
use std::time::Duration;

pub(crate) use self::concurrency::Permit;
use self::concurrency::Semaphore;
use self::rate::RateWindow;
use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::client::clock::{Clock, within};

/// The limits that a client builder sets. `None` means no limit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Limits {
    concurrent: Option<usize>,
    per_minute: Option<usize>,
}

/// Limits for a client and its clones.
impl ClientBuilder {
    /// Limits how many requests are in progress at the same time. A streamed response counts until
    /// its body is dropped. There is no limit by default; 0 means 1.
    pub fn max_concurrent(mut self, requests: usize) -> Self {
        self.limits.concurrent = Some(requests.max(1));
        self
    }

    /// Limits how many requests are sent within any 60 seconds, including retries. There is no
    /// limit by default; 0 means 1.
    ///
    /// A request waits for its turn within the timeout of its call. If that is too short, the call
    /// fails at once, before the request is sent.
    pub fn requests_per_minute(mut self, requests: usize) -> Self {
        self.limits.per_minute = Some(requests.max(1));
        self
    }
}

/// The state of the limits.
pub(crate) struct Limiter {
    concurrency: Option<Semaphore>,
    rate: Option<RateWindow>,
}

impl Limiter {
    /// `None` without limits.
    pub(crate) fn new(limits: Limits) -> Option<Self> {
        let limiter = Self {
            concurrency: limits.concurrent.map(Semaphore::new),
            rate: limits.per_minute.map(RateWindow::new),
        };
        (limiter.concurrency.is_some() || limiter.rate.is_some()).then_some(limiter)
    }

    /// Waits until a request may be sent. `None` if that takes longer than `limit`.
    pub(crate) async fn acquire(
        &self,
        clock: &dyn Clock,
        limit: Duration,
    ) -> Option<Option<Permit>> {
        let start = clock.now();
        let permit = match &self.concurrency {
            Some(semaphore) => Some(within(clock, limit, pin!(semaphore.acquire())).await?),
            None => None,
        };
        if let Some(rate) = &self.rate {
            let left = limit.checked_sub(clock.now().saturating_duration_since(start))?;
            let wait = rate.reserve(clock.now(), left)?;
            if !wait.is_zero() {
                clock.sleep(wait).await;
            }
        }
        Some(permit)
    }
}
