//! Repeats a call until the server has finished.

use std::fmt;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::call::Call;
use crate::runtime::call::sent::Sent;
use crate::runtime::client::clock::{Clock, within};
use crate::runtime::error::{Error, Kind};
use crate::runtime::json::decode::decode;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::{Exchange, ExpectedBody};
use crate::runtime::types::boxed::BoxFuture;
use crate::runtime::waiters::{Progress, Waiter};

const TIMEOUT: Duration = Duration::from_secs(600);
const INTERVAL: Duration = Duration::from_secs(5);

/// A call that is repeated until the server has finished. Awaiting it returns the last response.
///
/// Each repetition is a call with its own timeout and retries, which [`CallOptions`] of the
/// original call set. The wait ends with the first call that fails.
///
/// [`CallOptions`]: crate::CallOptions
#[must_use = "nothing is sent until it is awaited"]
pub struct Wait<T> {
    call: Call,
    waiter: &'static Waiter,
    timeout: Duration,
    interval: Duration,
    output: PhantomData<fn() -> T>,
}

impl Call {
    /// Returns a wait that repeats the call until the server has finished.
    pub fn wait<T>(self, waiter: &'static Waiter) -> Wait<T> {
        Wait {
            call: self,
            waiter,
            timeout: TIMEOUT,
            interval: INTERVAL,
            output: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Wait<T> {
    /// Sets the maximum duration of the wait, including all calls. The default is 10 minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time from a response to the next call. The default is 5 seconds. Every call counts
    /// towards the quota of the API.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Waits. Awaiting the wait itself does the same.
    ///
    /// # Errors
    ///
    /// - [`Error::is_failed_operation`] if the server has finished without success. The error has
    ///   the last response.
    /// - [`Error::is_timeout`] if the next call would not be within the timeout. The error has the
    ///   last response, if there was one.
    /// - The error of a call that fails.
    pub async fn send(self) -> Result<T, Error> {
        let clock = Arc::clone(&self.call.client.inner.clock);
        let started = clock.now();
        let mut last = None;
        loop {
            let left = self.timeout.saturating_sub(elapsed(&*clock, started));
            let exchange = self
                .call
                .clone()
                .exchange("application/json", ExpectedBody::Bytes);
            let Some(exchange) = within(&*clock, left, pin!(exchange)).await else {
                return Err(self.expired(last));
            };
            let exchange = exchange?;
            let body = match decode::<Value>(&exchange.response.body) {
                Ok(body) => body,
                Err(failure) => {
                    return exchange.decode(|_| Err(failure)).map(Response::into_body);
                }
            };
            match self.waiter.progress(&body) {
                Progress::Done => {
                    let response = exchange.decode(|response| decode(&response.body))?;
                    return Ok(response.into_body());
                }
                Progress::Failed(value) => {
                    return Err(with_response(exchange, Kind::FailedOperation { value }));
                }
                Progress::Pending => {}
            }
            if let Err(kind) = self.sleep(&*clock, started).await {
                return Err(with_response(exchange, kind));
            }
            last = Some(exchange);
        }
    }

    /// Waits on a thread of its own, without an async runtime: see [`send`](Self::send).
    ///
    /// # Errors
    ///
    /// Those of `send`, and those of every blocking call.
    #[cfg(feature = "blocking")]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send_blocking(self) -> Result<T, Error>
    where
        T: Send + 'static,
    {
        let Self {
            call,
            waiter,
            timeout,
            interval,
            output,
        } = self;
        call.blocking(move |call| {
            let wait = Self {
                call,
                waiter,
                timeout,
                interval,
                output,
            };
            wait.send()
        })
    }

    /// Sleeps until the next call. Fails if that would be too late, or if the clock did not
    /// advance, as Tokio's does not outside of its runtime.
    async fn sleep(&self, clock: &dyn Clock, started: Instant) -> Result<(), Kind> {
        let before = elapsed(clock, started);
        if before.saturating_add(self.interval) >= self.timeout {
            return Err(self.unfinished());
        }
        clock.sleep(self.interval).await;
        if elapsed(clock, started).saturating_sub(before) < self.interval / 2 {
            return Err(Kind::NoTimer);
        }
        Ok(())
    }

    /// The error if a call did not end in time: with the last response, if there was one.
    fn expired(&self, last: Option<Exchange>) -> Error {
        let kind = self.unfinished();
        match last {
            Some(exchange) => with_response(exchange, kind),
            None => Error::new(kind).with_operation(self.call.operation.id),
        }
    }

    fn unfinished(&self) -> Kind {
        Kind::Unfinished {
            limit: self.timeout,
        }
    }
}

fn elapsed(clock: &dyn Clock, started: Instant) -> Duration {
    clock.now().saturating_duration_since(started)
}

fn with_response(exchange: Exchange, kind: Kind) -> Error {
    let error = exchange.attempts.error(kind, None);
    let (status, headers, body) = exchange.response.into_parts();
    error.with_response(status, headers, body)
}

#[doc(hidden)]
impl<T: DeserializeOwned + 'static> Future for Wait<T>
where
    for<'never> Self: Sent,
{
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Pending
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for Wait<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("call", &self.call)
            .field("timeout", &self.timeout)
            .field("interval", &self.interval)
            .finish_non_exhaustive()
    }
}
