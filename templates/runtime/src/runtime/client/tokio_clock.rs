//! The default clock, on Tokio's timer.

use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use crate::runtime::client::clock::Clock;
use crate::runtime::transport::BoxFuture;

/// Tokio's clock. It is the default with any of the features `blocking`, `hyper` and `reqwest`, and
/// requires a Tokio runtime with its timer enabled.
///
/// Outside a Tokio runtime every sleep completes immediately, so a call that has to wait fails.
/// With another async runtime, set a [`Clock`] that uses that runtime.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // `tokio::time::sleep` panics without a runtime.
        if Handle::try_current().is_err() {
            return Box::pin(std::future::ready(()));
        }
        Box::pin(tokio::time::sleep(duration))
    }
}
