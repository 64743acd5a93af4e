//! Timeouts for tests in which a part of an exchange has to happen before the timeout.

use std::time::Duration;

/// Timeouts that double from 150 ms to 38 s. A test uses the first one that is long enough, so a
/// slow machine needs more attempts but does not fail.
fn growing_timeouts() -> impl Iterator<Item = Duration> {
    (0..9).map(|doublings| Duration::from_millis(150 << doublings))
}

/// Runs `attempt` with growing timeouts until the outcome is as expected. Returns the timeout and
/// the outcome.
pub(crate) async fn with_growing_timeout<T, F>(
    mut attempt: impl FnMut(Duration) -> F,
    is_expected: impl Fn(&T) -> bool,
) -> (Duration, T)
where
    F: Future<Output = T>,
{
    for timeout in growing_timeouts() {
        let outcome = attempt(timeout).await;
        if is_expected(&outcome) {
            return (timeout, outcome);
        }
    }
    panic!("no timeout is long enough for the expected outcome");
}
