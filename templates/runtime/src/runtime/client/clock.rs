//! Time, as far as calls need it: what time it is, and waiting.
//!
//! Timeouts are made of it, so a client works on any async runtime, and a test can bring its own time.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::transport::BoxFuture;

/// Tells the time and sleeps.
pub trait Clock: Send + Sync + 'static {
    /// What time it is. It goes on while a sleep lasts: a clock that stands still is taken for one that can't wait, and a
    /// call is not tried again by it.
    fn now(&self) -> Instant;

    /// A future that is ready once the duration has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// What date it is. It is compared with dates that servers name, and is the system's if nothing else is said.
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

/// Runs a future for at most this long; `None` when the time is over first.
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
        // The clock starts when there is something to wait for: what is ready at once needs no timer.
        let sleep = sleep.get_or_insert_with(|| clock.sleep(limit));
        sleep.as_mut().poll(context).map(|()| None)
    })
    .await
}
