//! Decides after each attempt of a call whether to retry, and after how long.
//!
//! When a call is sent, a [`RetryPlan`] is built from the caller's [`Retry`] and the [`RetryRule`]
//! of the API's document. It receives the [`Outcome`] of each attempt and remembers what matters
//! for the next decision.

use std::time::Duration;

use http::StatusCode;

use crate::runtime::api::Operation;
use crate::runtime::call::options::CallOptions;
use crate::runtime::client::Client;
use crate::runtime::retry::documented_rule::RetryRule;
use crate::runtime::retry::{Budget, Retry};

const TIMEOUT: Duration = Duration::from_secs(60);

/// The outcome of one attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Outcome {
    /// A complete response.
    Response(StatusCode),
    /// Nothing was sent.
    Unsent,
    /// Nothing was sent, and sending the request again would fail the same way.
    Unsendable,
    /// No complete response: the server may have processed the request.
    Interrupted,
    /// A reused connection was closed before a response: probably before the server saw the
    /// request.
    Stale,
    /// A failure that retrying does not change.
    Permanent,
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct RetryPlan {
    rule: RetryRule,
    attempts: Option<u32>,
    /// The time limit of the call.
    pub(crate) budget: Duration,
    initial_backoff: Duration,
    backoff_factor: f64,
    max_backoff: Duration,
    retries_failed_writes: bool,
    is_idempotent: bool,
    has_key: bool,
    /// Whether an attempt without a complete response may have been processed.
    pub(crate) may_be_done: bool,
    /// The number of completed attempts.
    attempts_made: u32,
    /// Whether an attempt was repeated because its reused connection was closed.
    replaced_connection: bool,
    /// Whether the request can be sent more than once.
    pub(crate) replayable: bool,
    /// Whether the rules allow a retry after the last attempt, if attempts and time are left.
    pub(crate) is_retryable: bool,
}

impl RetryPlan {
    /// The plan for a call. A call with a body that is not `replayable` has a single attempt.
    pub(crate) fn new(
        client: &Client,
        operation: &Operation,
        options: &CallOptions,
        has_key: bool,
        replayable: bool,
    ) -> Self {
        let settings = options.retry.as_ref().unwrap_or(&client.inner.retry);
        let rule = operation.retry.or(client.inner.api.retry);
        let rule = rule.unwrap_or(RetryRule::DEFAULT);
        Self {
            attempts: settings.attempts,
            budget: budget(client, options, &rule),
            initial_backoff: settings.initial_backoff.unwrap_or(rule.initial_backoff),
            backoff_factor: settings.backoff_factor.unwrap_or(rule.backoff_factor),
            max_backoff: settings.max_backoff.unwrap_or(rule.max_backoff),
            retries_failed_writes: settings.retries_failed_writes,
            is_idempotent: operation.method.is_idempotent(),
            has_key,
            may_be_done: false,
            attempts_made: 0,
            replaced_connection: false,
            replayable,
            is_retryable: false,
            rule,
        }
    }

    /// How long to wait before the next attempt; `None` if this was the last one. `retry_after` is
    /// the minimum that the server asks for, `elapsed` the time since the call began, and `random`
    /// a number from 0 to 1.
    pub(crate) fn next(
        &mut self,
        outcome: Outcome,
        retry_after: Option<Duration>,
        elapsed: Duration,
        random: f64,
    ) -> Option<Duration> {
        self.attempts_made = self.attempts_made.saturating_add(1);
        self.is_retryable = self.replayable && self.allows_retry(outcome);
        self.may_be_done |= match outcome {
            Outcome::Interrupted | Outcome::Stale => true,
            Outcome::Response(status) => {
                status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT
            }
            Outcome::Unsent | Outcome::Unsendable | Outcome::Permanent => false,
        };
        let is_safe = self.replayable && (self.is_idempotent || self.has_key);
        if matches!(outcome, Outcome::Stale) && is_safe && !self.replaced_connection {
            // Neither a failure of the server nor a reason to wait, so it does not count as an
            // attempt.
            self.replaced_connection = true;
            self.attempts_made = self.attempts_made.saturating_sub(1);
            return (elapsed < self.budget).then_some(Duration::ZERO);
        }
        if !self.is_retryable
            || self
                .attempts
                .is_some_and(|attempts| self.attempts_made >= attempts)
        {
            return None;
        }
        let wait = self.backoff(random).max(retry_after.unwrap_or_default());
        let left = self.budget.checked_sub(elapsed)?;
        (wait < left).then_some(wait)
    }

    fn allows_retry(&self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Permanent | Outcome::Unsendable => false,
            Outcome::Unsent => self.rule.connection_errors,
            Outcome::Interrupted | Outcome::Stale => {
                self.rule.connection_errors
                    && (self.is_idempotent || self.has_key || self.retries_failed_writes)
            }
            // An earlier attempt with the same key may still be in progress. Otherwise the conflict
            // is permanent.
            Outcome::Response(StatusCode::CONFLICT)
                if !self.is_idempotent && self.has_key && self.may_be_done =>
            {
                true
            }
            Outcome::Response(status) => {
                self.rule.names(status)
                    && (self.is_idempotent
                        || self.retries_failed_writes
                        || status == StatusCode::TOO_MANY_REQUESTS)
            }
        }
    }

    /// `part` of the maximum wait before the next attempt.
    fn backoff(&self, part: f64) -> Duration {
        // Zero times infinity would be NaN.
        if self.initial_backoff.is_zero() {
            return Duration::ZERO;
        }
        let growth = self.backoff_factor.max(1.0);
        let exponent = i32::try_from(self.attempts_made.saturating_sub(1)).unwrap_or(i32::MAX);
        let most = self.initial_backoff.as_secs_f64() * growth.powi(exponent);
        let most = most.min(self.max_backoff.as_secs_f64());
        // A wait that does not fit into a `Duration` never fits into the budget.
        Duration::try_from_secs_f64(most * part.clamp(0.0, 1.0)).unwrap_or(Duration::MAX)
    }
}

/// The most specific setting applies: the call's timeout, the budget of the call's retries, the
/// client's timeout, the budget of the client's retries.
fn budget(client: &Client, options: &CallOptions, rule: &RetryRule) -> Duration {
    let budget = |retry: &Retry| match retry.budget {
        Budget::Timeout => None,
        Budget::Documented => Some(rule.budget),
        Budget::Fixed(time) => Some(time),
    };
    let settings = options.retry.as_ref().unwrap_or(&client.inner.retry);
    options
        .timeout
        .or_else(|| options.retry.as_ref().and_then(budget))
        .or(client.inner.timeout)
        .or_else(|| budget(settings))
        .unwrap_or(TIMEOUT)
}
