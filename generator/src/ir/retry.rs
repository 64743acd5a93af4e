//! Retry rules.

use serde::Serialize;

use super::StatusRange;

/// When and how to retry, for the API or for one operation. Durations are in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RetryRule {
    /// The statuses that are retried.
    pub statuses: Vec<StatusRange>,
    /// Whether connection failures are retried.
    pub connection_errors: bool,
    /// The maximum delay before the first retry.
    pub initial_backoff: u64,
    /// The factor by which the maximum delay grows.
    pub backoff_factor: f64,
    /// The upper limit of the delay.
    pub max_backoff: u64,
    /// The maximum total duration.
    pub budget: u64,
}
