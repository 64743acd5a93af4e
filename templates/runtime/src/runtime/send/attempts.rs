//! The attempts of one call: makes one after the other, waits in between, and says how the last one ended.
//!
//! All that outlives a single attempt is here. What happens in one is in `attempt`, whether there is another one is
//! decided in `retry_plan`, and what errors say is in `failure`.

use std::time::{Duration, Instant};

use http::{HeaderValue, Method, Request, StatusCode};

use crate::runtime::auth::api_key::WrittenKey;
use crate::runtime::call::{Call, Parts};
use crate::runtime::error::Error;
use crate::runtime::response::read::ReadFault;
use crate::runtime::response::{Meta, Response};
use crate::runtime::retry::plan::{Ended, RetryPlan};
use crate::runtime::retry::retry_after::retry_after;
use crate::runtime::send::attempt::{Arrived, Fault};
use crate::runtime::send::exchange::{Exchange, Wanted};
use crate::runtime::send::hook::Attempt;
use crate::runtime::transport::body::Body;

/// A call that is being sent.
// Boxed, so that the futures around it stay small: each of them would have room for it several times.
pub(crate) struct Attempts {
    pub(crate) call: Call,
    pub(crate) accept: &'static str,
    pub(crate) wanted: Wanted,
    pub(crate) plan: RetryPlan,
    /// When the call began.
    began: Instant,
    /// Which attempt it is, counted from 1.
    pub(crate) number: u32,
    /// The request of this attempt, until it is sent.
    pub(crate) request: Request<Body>,
    /// What the server has sent in this attempt so far. It is kept when the request is given up.
    pub(crate) arrived: Arrived,
    /// The key of this attempt, where each has its own.
    pub(crate) provided: Option<WrittenKey>,
    /// Secrets that hooks have put into the headers.
    pub(crate) of_hooks: Vec<HeaderValue>,
    /// What the server asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// Whether a server may have seen the request, in any attempt.
    pub(crate) may_be_seen: bool,
    /// Whether an answer that nothing is there counts, since an attempt before may have deleted it.
    done_before: bool,
}

impl Attempts {
    pub(crate) fn new(call: Call, accept: &'static str, wanted: Wanted) -> Box<Self> {
        let has_key = call.idempotency_key().is_some();
        let repeatable = call.is_repeatable();
        Box::new(Self {
            plan: RetryPlan::new(
                &call.client,
                call.operation,
                &call.options,
                has_key,
                repeatable,
            ),
            began: call.client.inner.clock.now(),
            number: 0,
            request: Request::default(),
            arrived: Arrived::default(),
            provided: None,
            of_hooks: Vec::new(),
            retry_after: None,
            may_be_seen: false,
            done_before: false,
            call,
            accept,
            wanted,
        })
    }

    /// Makes attempts until one of them is the last.
    pub(crate) async fn run(mut self: Box<Self>) -> Result<Exchange, Error> {
        loop {
            // Built anew for each attempt: to keep one for the next would cost the calls that need no next one.
            self.request = self.call.request(self.accept)?;
            self.arrived = Arrived::default();
            self.retry_after = None;
            self.number = self.number.saturating_add(1);
            let fault = self.attempt().await;
            let wait = self.next(fault.as_ref());
            let ended = self.end(fault, wait);
            match wait {
                Some(wait) if self.waits(wait).await => {}
                _ => return ended.map(|()| self.exchange()),
            }
        }
    }

    /// Waits. A clock that can't do that, such as Tokio's outside of its runtime, says so by not moving: without this, all
    /// attempts would be made at once.
    async fn waits(&self, wait: Duration) -> bool {
        let before = self.elapsed();
        self.call.client.inner.clock.sleep(wait).await;
        self.elapsed().saturating_sub(before) >= wait / 2
    }

    /// How long the call has taken so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.call.client.inner.clock.now().saturating_duration_since(self.began)
    }

    /// How long the next attempt may take, and what to call it when that is over.
    pub(crate) fn limit(&self) -> (Duration, Duration) {
        // The first begins with the call.
        let elapsed = if self.number > 1 { self.elapsed() } else { Duration::ZERO };
        let left = self.plan.budget.saturating_sub(elapsed);
        let attempt = self.attempt_timeout();
        if attempt < left { (attempt, attempt) } else { (left, self.plan.budget) }
    }

    /// How long each attempt may take.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        let Parts {
            client, options, ..
        } = &*self.call;
        options.attempt_timeout.unwrap_or(client.inner.attempt_timeout)
    }

    fn next(&mut self, fault: Option<&Fault>) -> Option<Duration> {
        let ended = ended(&self.arrived, fault, self.wanted);
        self.may_be_seen |= !matches!(ended, Ended::Unsent | Ended::Unsendable);
        if let Ended::Answered(status) = ended
            && status.is_success()
        {
            return None;
        }
        let clock = &self.call.client.inner.clock;
        self.retry_after = self
            .arrived
            .head
            .as_ref()
            .and_then(|(_, headers)| retry_after(headers, || clock.system_time()));
        let elapsed = self.elapsed();
        let was_done = self.plan.may_be_done;
        let next = self.plan.next(ended, self.retry_after, elapsed, fastrand::f64());
        self.done_before = was_done
            && self.wanted == Wanted::Nothing
            && self.call.operation.method == Method::DELETE
            && matches!(ended, Ended::Answered(StatusCode::NOT_FOUND));
        next
    }

    /// What the end of an attempt would be for the call, were it the last one. Hooks are told.
    fn end(
        &mut self,
        fault: Option<Fault>,
        wait: Option<Duration>,
    ) -> Result<(), Error> {
        let is_success = self.arrived.status().is_some_and(|status| status.is_success());
        match fault {
            None => {
                self.answered(wait);
                if is_success || self.done_before { Ok(()) } else { Err(self.refusal()) }
            }
            // Of a body that nobody wants.
            Some(_)
                if self.wanted == Wanted::Nothing
                    && (is_success || self.done_before) =>
            {
                self.answered(wait);
                Ok(())
            }
            Some(fault) => {
                let error = self.fault(fault);
                self.failed(&error, wait);
                Err(error)
            }
        }
    }

    /// The last attempt's answer as the call's.
    fn exchange(mut self: Box<Self>) -> Exchange {
        let elapsed = self.elapsed();
        let Arrived { head, body, stream } = std::mem::take(&mut self.arrived);
        let (status, headers) = head.unwrap_or_default();
        Exchange {
            response: Response {
                meta: Meta {
                    api: self.call.client.inner.api,
                    status,
                    headers,
                    attempts: self.number,
                    elapsed,
                    done_before: self.done_before,
                },
                body: body.freeze(),
            },
            stream,
            attempts: self,
        }
    }

    fn answered(&self, wait: Option<Duration>) {
        if let Some((status, headers)) = &self.arrived.head {
            for hook in &self.call.client.inner.hooks.0 {
                hook.after_response(&self.this(wait), *status, headers);
            }
        }
    }

    fn failed(&self, error: &Error, wait: Option<Duration>) {
        for hook in &self.call.client.inner.hooks.0 {
            hook.after_error(&self.this(wait), error);
        }
    }

    /// This attempt as hooks see it.
    pub(crate) fn this(&self, retry_in: Option<Duration>) -> Attempt {
        Attempt {
            operation: self.call.operation,
            number: self.number,
            elapsed: self.elapsed(),
            retry_in,
        }
    }
}

/// How an attempt ended, for the plan.
fn ended(arrived: &Arrived, fault: Option<&Fault>, wanted: Wanted) -> Ended {
    match (fault, arrived.status()) {
        (None, Some(status)) => Ended::Answered(status),
        (Some(Fault::Redirect(_)), _) => Ended::Final,
        // An error is what its status says, though its body did not come whole.
        (Some(_), Some(status)) if wanted == Wanted::Nothing || !status.is_success() => {
            Ended::Answered(status)
        }
        (Some(Fault::Transport(error)), _) if error.is_connect() => Ended::Unsent,
        (Some(Fault::Transport(error)), _) if error.is_unsendable() => Ended::Unsendable,
        (Some(Fault::Key(_)), _) => Ended::Unsendable,
        (Some(Fault::Read(ReadFault::TooLarge, _)), _) => Ended::Final,
        _ => Ended::Broken,
    }
}
