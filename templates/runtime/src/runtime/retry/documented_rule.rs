//! The retry rule of an API's document: constant data of an SDK.

use std::time::Duration;

use http::StatusCode;

/// When a request is retried, and how long to wait before that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryRule {
    /// The statuses that are retried, as inclusive ranges.
    pub statuses: &'static [(u16, u16)],
    /// Whether connection failures are retried.
    pub connection_errors: bool,
    /// The maximum wait before the second attempt.
    pub initial_backoff: Duration,
    /// The factor by which the maximum wait grows with each attempt.
    pub backoff_factor: f64,
    /// The maximum wait before any attempt.
    pub max_backoff: Duration,
    /// The time limit of a call.
    pub budget: Duration,
}

impl RetryRule {
    /// The rule of an API whose document has none.
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
