//! When and how the document says to try a request again.

use serde::Serialize;

use super::StatusRange;

/// What `x-speakeasy-retries` says, of the whole API or of one operation. Times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RetryRule {
    /// The statuses that ask for another attempt.
    pub statuses: Vec<StatusRange>,
    /// Whether a connection that fails does too.
    pub connection_errors: bool,
    /// The most to wait before the second attempt.
    pub initial_backoff: u64,
    /// By how much the wait grows.
    pub backoff_factor: f64,
    /// The most to wait before any attempt.
    pub max_backoff: u64,
    /// For how long to go on.
    pub budget: u64,
}
