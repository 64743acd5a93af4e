//! What an API's document says about trying again: data that an SDK states once, in statics.

use std::time::Duration;

use http::StatusCode;

/// When a request is worth repeating, and how long to wait before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryRule {
    /// The statuses that ask for another attempt, each from one to another, both included.
    pub statuses: &'static [(u16, u16)],
    /// Whether a connection that fails does too.
    pub connection_errors: bool,
    /// The most to wait before the second attempt.
    pub initial_backoff: Duration,
    /// By how much the wait may grow from attempt to attempt.
    pub backoff_factor: f64,
    /// The most to wait before any attempt.
    pub max_backoff: Duration,
    /// How long the document would go on.
    pub budget: Duration,
}

impl RetryRule {
    /// For APIs that say nothing.
    pub(crate) const DEFAULT: Self = Self {
        statuses: &[(408, 408), (429, 429), (500, 599)],
        connection_errors: true,
        initial_backoff: Duration::from_millis(500),
        backoff_factor: 1.5,
        max_backoff: Duration::from_secs(60),
        budget: Duration::from_secs(3600),
    };

    pub(crate) fn names(&self, status: StatusCode) -> bool {
        let code = status.as_u16();
        self.statuses
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&code))
    }
}
