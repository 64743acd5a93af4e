//! The retry settings that callers set.
//!
//! The settings are stored as given. When a call is sent, they are combined with the retry rule of
//! the API's document to a `RetryPlan`.

pub(crate) mod decision;
pub(crate) mod documented_rule;
pub(crate) mod retry_after;

use std::time::Duration;

/// The default number of attempts of a call.
const ATTEMPTS: u32 = 4;

/// How often a call is attempted, and how long it waits between attempts.
///
/// The upper bound of the wait grows with each attempt, and each wait is a random part of its bound
/// ("full jitter"), so that clients that failed together do not retry together. A `Retry-After`
/// header of the server is the minimum wait. If the wait does not fit into the call's
/// [timeout](crate::CallOptions::timeout), the call fails at once instead of waiting for an attempt
/// that it could not make.
///
/// What is retried:
///
/// | after | `GET`, `HEAD`, `PUT`, `DELETE`, `OPTIONS` | `POST`, `PATCH` |
/// | :-- | :-- | :-- |
/// | a failed connection attempt | yes | yes |
/// | a connection that fails later, a timeout of the attempt | yes | with an idempotency key |
/// | 429 | yes | yes |
/// | 409 while an earlier attempt with the same idempotency key may be in progress | no | yes |
/// | another status, such as 408 and 5XX | yes | if [enabled](Self::retry_failed_writes) |
///
/// Statuses and connection failures are retried if the API's document lists them. If the document
/// lists nothing, these are 408, 429, 5XX and connection failures.
///
/// A body that is a stream is sent only once. Settings of a call take precedence over those of its
/// client.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Retry {
    /// `None` for as many as fit into the budget.
    pub(crate) attempts: Option<u32>,
    pub(crate) initial_backoff: Option<Duration>,
    pub(crate) backoff_factor: Option<f64>,
    pub(crate) max_backoff: Option<Duration>,
    pub(crate) budget: Budget,
    pub(crate) retries_failed_writes: bool,
}

/// The time limit of a call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Budget {
    /// The client's timeout.
    Timeout,
    /// The time limit in the API's document.
    Documented,
    Fixed(Duration),
}

impl Retry {
    /// The default: at most 4 attempts, waits as in the API's document, all within the call's
    /// timeout.
    pub fn new() -> Self {
        Self {
            attempts: Some(ATTEMPTS),
            initial_backoff: None,
            backoff_factor: None,
            max_backoff: None,
            budget: Budget::Timeout,
            retries_failed_writes: false,
        }
    }

    /// A single attempt.
    pub fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// The retry policy of the API's document without the SDK's own limits: as many attempts as fit
    /// into the document's time limit, which may be an hour, for every method and every status that
    /// the document lists.
    ///
    /// The document's time limit replaces the default of 60 seconds. A timeout set for the client
    /// or for the call takes precedence.
    pub fn documented() -> Self {
        Self {
            attempts: None,
            budget: Budget::Documented,
            retries_failed_writes: true,
            ..Self::new()
        }
    }

    /// Sets the maximum number of attempts, including the first. The default is 4; 0 means 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts.max(1));
        self
    }

    /// Sets the maximum wait before the second attempt. The default is the value in the API's
    /// document, otherwise 0.5 seconds.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = Some(wait);
        self
    }

    /// Sets the factor by which the maximum wait grows with each attempt. The default is the value
    /// in the API's document, otherwise 1.5. Values less than 1 and NaN count as 1.
    pub fn backoff_factor(mut self, factor: f64) -> Self {
        self.backoff_factor = Some(factor);
        self
    }

    /// Sets the maximum wait before any attempt; a `Retry-After` may be longer. The default is the
    /// value in the API's document, otherwise 60 seconds.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = Some(wait);
        self
    }

    /// Sets the time limit of the call, including all attempts and waits. The default is 60
    /// seconds.
    ///
    /// The most specific setting applies: the call's [timeout](crate::CallOptions::timeout), the
    /// budget of the call's retries, the client's timeout, the budget of the client's retries.
    /// Servers forget idempotency keys after some time: with a longer budget, a write that was
    /// interrupted may be executed twice.
    pub fn budget(mut self, time: Duration) -> Self {
        self.budget = Budget::Fixed(time);
        self
    }

    /// Sets whether `POST` and `PATCH` are retried after every status that the API's document
    /// lists.
    ///
    /// The default is false: the server may have processed the request, and a server that stores
    /// its responses by idempotency key returns the same failure again. All attempts have the same
    /// key.
    pub fn retry_failed_writes(mut self, retry: bool) -> Self {
        self.retries_failed_writes = retry;
        self
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}
