//! The clock of a client: the current time, and sleeping.
//!
//! All timeouts and retry delays use it, so a client works on any async runtime, and a test can use
//! a virtual clock.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::types::boxed::BoxFuture;

/// Returns the current time and sleeps.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time. It must advance during a sleep: if it does not, the clock is
    /// assumed to be unable to sleep, and calls are not retried.
    fn now(&self) -> Instant;

    /// Returns a future that completes when the duration has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Returns the current date, which is compared with dates in response headers. Default: the
    /// system's.
    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn system_time(&self) -> SystemTime {
        (**self).system_time()
    }
}

/// Runs a future with a time limit. Returns `None` if the limit passes first.
pub(crate) async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Duration,
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
    if limit.is_zero() {
        return None;
    }
    let mut sleep = None;
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        // Created on the first `Pending`, so that a future that is ready at once needs no timer.
        let sleep = sleep.get_or_insert_with(|| clock.sleep(limit));
        sleep.as_mut().poll(context).map(|()| None)
    })
    .await
}
