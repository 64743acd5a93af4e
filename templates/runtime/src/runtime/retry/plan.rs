//! Decides after each attempt of a call whether there is another one, and after how long.
//!
//! A [`RetryPlan`] is made from the caller's [`Retry`] and the document's [`RetryRule`] when a call is sent. It is told how
//! each attempt ended, and remembers what that means for the next.

use std::time::Duration;

use http::StatusCode;

use crate::runtime::api::Operation;
use crate::runtime::call::options::CallOptions;
use crate::runtime::client::Client;
use crate::runtime::retry::rule::RetryRule;
use crate::runtime::retry::{Budget, Retry};

const TIMEOUT: Duration = Duration::from_secs(60);

/// How one attempt ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ended {
    /// With an answer that arrived whole.
    Answered(StatusCode),
    /// With nothing sent: the server did nothing.
    Unsent,
    /// With nothing sent, which would be no other the next time.
    Unsendable,
    /// Without a whole answer: the server may have done what was asked.
    Broken,
    /// With something that does not change by asking again.
    Final,
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct RetryPlan {
    rule: RetryRule,
    attempts: Option<u32>,
    /// How long the call may take.
    pub(crate) budget: Duration,
    initial_backoff: Duration,
    backoff_factor: f64,
    max_backoff: Duration,
    repeats_writes: bool,
    is_idempotent: bool,
    has_key: bool,
    /// Whether an attempt may have done what was asked, though no answer says so.
    pub(crate) may_be_done: bool,
    /// Attempts that have ended.
    made: u32,
}

impl RetryPlan {
    /// The plan for a call. With `repeatable` false there is a single attempt.
    pub(crate) fn new(
        client: &Client,
        operation: &Operation,
        options: &CallOptions,
        has_key: bool,
        repeatable: bool,
    ) -> Self {
        let settings = options.retry.as_ref().unwrap_or(&client.inner.retry);
        let rule = operation.retry.or(client.inner.api.retry);
        let rule = rule.unwrap_or(RetryRule::DEFAULT);
        Self {
            attempts: if repeatable { settings.attempts } else { Some(1) },
            budget: budget(client, options, &rule),
            initial_backoff: settings.initial_backoff.unwrap_or(rule.initial_backoff),
            backoff_factor: settings.backoff_factor.unwrap_or(rule.backoff_factor),
            max_backoff: settings.max_backoff.unwrap_or(rule.max_backoff),
            repeats_writes: settings.repeats_failed_writes,
            is_idempotent: operation.method.is_idempotent(),
            has_key,
            may_be_done: false,
            made: 0,
            rule,
        }
    }

    /// How long to wait before another attempt, `None` where this was the last. `asked` is the least that the server
    /// asks for, `elapsed` the time since the call began, and `random` a number from 0 to 1.
    pub(crate) fn next(
        &mut self,
        ended: Ended,
        asked: Option<Duration>,
        elapsed: Duration,
        random: f64,
    ) -> Option<Duration> {
        self.made = self.made.saturating_add(1);
        let repeats = self.repeats(ended);
        self.may_be_done |= match ended {
            Ended::Broken => true,
            Ended::Answered(status) => {
                status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT
            }
            Ended::Unsent | Ended::Unsendable | Ended::Final => false,
        };
        if !repeats || self.attempts.is_some_and(|attempts| self.made >= attempts) {
            return None;
        }
        let wait = self.backoff(random).max(asked.unwrap_or_default());
        let left = self.budget.checked_sub(elapsed)?;
        (wait < left).then_some(wait)
    }

    fn repeats(&self, ended: Ended) -> bool {
        match ended {
            Ended::Final | Ended::Unsendable => false,
            Ended::Unsent => self.rule.connection_errors,
            Ended::Broken => {
                self.rule.connection_errors
                    && (self.is_idempotent || self.has_key || self.repeats_writes)
            }
            // The key of an attempt that is still under way. Without such an attempt it is a conflict of another kind.
            Ended::Answered(StatusCode::CONFLICT)
                if !self.is_idempotent && self.has_key && self.may_be_done =>
            {
                true
            }
            Ended::Answered(status) => {
                self.rule.names(status)
                    && (self.is_idempotent
                        || self.repeats_writes
                        || status == StatusCode::TOO_MANY_REQUESTS)
            }
        }
    }

    /// This part of the most to wait before the next attempt.
    fn backoff(&self, part: f64) -> Duration {
        // However often it is multiplied: nothing stays nothing.
        if self.initial_backoff.is_zero() {
            return Duration::ZERO;
        }
        let growth = self.backoff_factor.max(1.0);
        let exponent = i32::try_from(self.made.saturating_sub(1)).unwrap_or(i32::MAX);
        let most = self.initial_backoff.as_secs_f64() * growth.powi(exponent);
        let most = most.min(self.max_backoff.as_secs_f64());
        // What is too long to count is too long to wait for, too.
        Duration::try_from_secs_f64(most * part.clamp(0.0, 1.0)).unwrap_or(Duration::MAX)
    }
}

/// What is set closest to the call counts: its timeout, its retries' budget, the client's timeout, and the budget of the
/// client's retries where the call has none of its own.
fn budget(client: &Client, options: &CallOptions, rule: &RetryRule) -> Duration {
    let budget = |retry: &Retry| match retry.budget {
        Budget::Timeout => None,
        Budget::Documented => Some(rule.budget),
        Budget::Given(time) => Some(time),
    };
    let settings = options.retry.as_ref().unwrap_or(&client.inner.retry);
    options
        .timeout
        .or_else(|| options.retry.as_ref().and_then(budget))
        .or(client.inner.timeout)
        .or_else(|| budget(settings))
        .unwrap_or(TIMEOUT)
}
