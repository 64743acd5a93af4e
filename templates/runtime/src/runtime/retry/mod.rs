//! How often a call is tried, as callers set it.
//!
//! Settings are kept as given. Together with the rule of the API's document they become a `RetryPlan` when a call is
//! sent.

pub(crate) mod plan;
pub(crate) mod retry_after;
pub(crate) mod rule;

use std::time::Duration;

/// How many attempts a call has when nothing is set.
const ATTEMPTS: u32 = 4;

/// How often a call is tried, and how long it waits between attempts.
///
/// Waits grow from attempt to attempt, and each is a random part of its bound ("full jitter"), so that clients which
/// failed together do not come back together. A `Retry-After` of the server counts as the least to wait. When a wait
/// does not fit into the call's [timeout](crate::CallOptions::timeout), the call fails at once: it never sleeps for an attempt that it
/// could not make.
///
/// What is tried again:
///
/// | after | `GET`, `HEAD`, `PUT`, `DELETE`, `OPTIONS` | `POST`, `PATCH` |
/// | :-- | :-- | :-- |
/// | a connection that could not be made | yes | yes |
/// | a connection that failed later, an attempt that took too long | yes | with an idempotency key |
/// | 429 | yes | yes |
/// | 409 while an earlier attempt with the same idempotency key may be under way | no | yes |
/// | another status, such as 408 and 5XX | yes | if [asked for](Self::retry_failed_writes) |
///
/// Statuses and failed connections count where the API's document names them; where it says nothing at all, these are 408, 429, 5XX
/// and connections.
///
/// A body that is a stream is sent once. Settings of one call win over those of the client as a whole.
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

/// How long a call goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Budget {
    /// As long as the client's timeout allows.
    Timeout,
    /// As long as the API's document says.
    Documented,
    Fixed(Duration),
}

impl Retry {
    /// The usual way: at most 4 attempts, waits as the API's document says, all within the call's timeout.
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
    /// The document's time limit replaces the default of 60 seconds. A timeout set for the client or
    /// for the call takes precedence.
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

    /// The most to wait before the second attempt. As the API's document says, if not set; where it does not say, half
    /// a second.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = Some(wait);
        self
    }

    /// By how much the bound of a wait grows from attempt to attempt. As the API's document says, if not set; where it
    /// does not say, 1.5. Less than 1 counts as 1, and so does what is no number.
    pub fn backoff_factor(mut self, factor: f64) -> Self {
        self.backoff_factor = Some(factor);
        self
    }

    /// The most to wait before any attempt, `Retry-After` apart. As the API's document says, if not set; where it does
    /// not say, a minute.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = Some(wait);
        self
    }

    /// How long the call may take, all attempts and waits together, in place of the usual 60 seconds.
    ///
    /// What is set closest to the call counts: its [timeout](crate::CallOptions::timeout), the budget of its own retries, the client's
    /// timeout, the budget of the client's retries. A server forgets idempotency keys after a while: with a longer budget
    /// than that, a write that broke may be done twice.
    pub fn budget(mut self, time: Duration) -> Self {
        self.budget = Budget::Fixed(time);
        self
    }

    /// Sets whether `POST` and `PATCH` are retried after every status that the API's document lists.
    ///
    /// The default is false: the server may have processed the request, and a server that stores its
    /// responses by idempotency key returns the same failure again. All attempts have the same key.
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
