//! The default clock, on Tokio's timer.

use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::time::Sleep;

use crate::runtime::client::clock::Clock;
use crate::runtime::types::boxed::BoxFuture;

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
        match timer(duration) {
            Some(sleep) => Box::pin(sleep),
            None => Box::pin(std::future::ready(())),
        }
    }
}

/// Whether this is a Tokio runtime with time enabled.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) fn has_timer() -> bool {
    timer(Duration::ZERO).is_some()
}

/// A timer, unless this is no Tokio runtime or one without time enabled.
///
/// A `Handle` does not show whether time is enabled: of a runtime without it, tokio's only signal is
/// the panic of [`sleep`](tokio::time::sleep) on construction, which is documented there. This is
/// the only function that catches it. The program's panic hook runs before, so a message of tokio
/// is printed, too. With `panic = "abort"` the program ends.
fn timer(duration: Duration) -> Option<Sleep> {
    Handle::try_current().ok()?;
    std::panic::catch_unwind(|| tokio::time::sleep(duration)).ok()
}
