//! The attempts of one call: makes one after another, waits in between, and returns the outcome of
//! the last one.
//!
//! This is the state that outlives a single attempt. `attempt` sends one request, `retry::decision`
//! decides whether to retry, and `failure` builds the errors.

use std::time::{Duration, Instant};

use http::{HeaderValue, Method, Request, StatusCode};

use crate::runtime::auth::credential::Credential;
use crate::runtime::call::{Call, Parts};
use crate::runtime::error::Error;
use crate::runtime::response::read::ReadFault;
use crate::runtime::response::{Meta, Response};
use crate::runtime::retry::decision::{Outcome, RetryPlan};
use crate::runtime::retry::retry_after::retry_after;
use crate::runtime::send::attempt::{Fault, ReceivedResponse};
use crate::runtime::send::exchange::{Exchange, ExpectedBody};
use crate::runtime::send::hook::Attempt;
use crate::runtime::send::limiter::Permit;
use crate::runtime::send::trace::report_retry;
use crate::runtime::transport::body::Body;

/// A call that is being sent.
// Boxed to keep the futures around it small: each of them would reserve space for it several times.
pub(crate) struct Attempts {
    pub(crate) call: Call,
    pub(crate) accept: &'static str,
    pub(crate) expected_body: ExpectedBody,
    pub(crate) plan: RetryPlan,
    /// When the call began.
    started: Instant,
    /// Which attempt it is, counted from 1.
    pub(crate) number: u32,
    /// The request of this attempt, until it is sent.
    pub(crate) request: Request<Body>,
    /// The permit of this attempt, if the client limits its requests.
    pub(crate) permit: Option<Permit>,
    /// What has been received in this attempt so far. It is kept when the request is abandoned.
    pub(crate) received: ReceivedResponse,
    /// The credentials of this attempt that are not the same for all requests.
    pub(crate) provided: Vec<Box<dyn Credential>>,
    /// Whether the key provider has not returned yet.
    pub(crate) is_awaiting_key: bool,
    /// Whether the caller chose the content encoding, so that the SDK does not check it.
    pub(crate) is_encoding_requested: bool,
    /// Sensitive header values that were set by hooks.
    pub(crate) hook_secrets: Vec<HeaderValue>,
    /// The wait that the server asks for.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the request may have reached a server, in any attempt.
    pub(crate) may_have_been_sent: bool,
    /// Whether a rejected credential was replaced in this call, which happens once.
    has_new_credential: bool,
    /// Whether a 404 counts as success because an earlier attempt may have deleted the resource.
    deleted_before: bool,
}

impl Attempts {
    pub(crate) fn new(call: Call, accept: &'static str, expected_body: ExpectedBody) -> Box<Self> {
        let has_key = call.idempotency_key().is_some();
        let replayable = call.has_replayable_body();
        Box::new(Self {
            plan: RetryPlan::new(
                &call.client,
                call.operation,
                &call.options,
                has_key,
                replayable,
            ),
            started: call.client.inner.clock.now(),
            number: 0,
            request: Request::default(),
            permit: None,
            received: ReceivedResponse::default(),
            provided: Vec::new(),
            is_awaiting_key: false,
            is_encoding_requested: false,
            hook_secrets: Vec::new(),
            retry_after: None,
            may_have_been_sent: false,
            has_new_credential: false,
            deleted_before: false,
            call,
            accept,
            expected_body,
        })
    }

    /// Makes attempts until one of them is the last.
    pub(crate) async fn run(mut self: Box<Self>) -> Result<Exchange, Error> {
        loop {
            // Built again for each attempt: keeping a copy would cost every call, and most need one
            // attempt.
            self.request = self.call.request(self.accept)?;
            self.received = ReceivedResponse::default();
            if let Some(fault) = self.wait_for_permit().await {
                return Err(self.fault_error(fault));
            }
            self.retry_after = None;
            self.number = self.number.saturating_add(1);
            let fault = self.attempt().await;
            self.permit = None;
            let wait = self.next(fault.as_ref());
            if let Some(wait) = wait {
                report_retry(&self, fault.as_ref(), wait);
            }
            let outcome = self.end(fault, wait);
            match wait {
                Some(wait) if self.sleep(wait).await => {}
                _ => return outcome.map(|()| self.exchange()),
            }
        }
    }

    /// Waits until the client's limits allow a request. Fails if the timeout of the call is too
    /// short.
    async fn wait_for_permit(&mut self) -> Option<Fault> {
        let inner = &self.call.client.inner;
        let limiter = inner.limiter.as_ref()?;
        let left = self.plan.budget.saturating_sub(self.elapsed());
        match limiter.acquire(&*inner.clock, left).await {
            Some(permit) => {
                self.permit = permit;
                None
            }
            None => {
                self.plan.is_retryable = false;
                Some(Fault::Limited(self.plan.budget))
            }
        }
    }

    /// Waits before a retry. Returns false if the clock did not advance, as Tokio's does not
    /// outside of its runtime: retrying would then make all attempts at once.
    async fn sleep(&self, wait: Duration) -> bool {
        let before = self.elapsed();
        self.call.client.inner.clock.sleep(wait).await;
        self.elapsed().saturating_sub(before) >= wait / 2
    }

    /// How long the call has taken so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.call
            .client
            .inner
            .clock
            .now()
            .saturating_duration_since(self.started)
    }

    /// The timeout of the next attempt, and the timeout to report when it expires. `elapsed` is the
    /// time since the call began.
    pub(crate) fn limit(&self, elapsed: Duration) -> (Duration, Duration) {
        let left = self.plan.budget.saturating_sub(elapsed);
        let attempt = self.attempt_timeout();
        if attempt < left {
            (attempt, attempt)
        } else {
            (left, self.plan.budget)
        }
    }

    /// How long each attempt may take.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        let Parts {
            client, options, ..
        } = &*self.call;
        options
            .attempt_timeout
            .unwrap_or(client.inner.attempt_timeout)
    }

    /// The most bytes that are read of a body into memory.
    pub(crate) fn max_body_size(&self) -> usize {
        let Parts {
            client, options, ..
        } = &*self.call;
        options.max_body_size.unwrap_or(client.inner.max_body_size)
    }

    fn next(&mut self, fault: Option<&Fault>) -> Option<Duration> {
        let outcome = outcome(&self.received, fault, self.expected_body);
        self.may_have_been_sent |= !matches!(outcome, Outcome::Unsent | Outcome::Unsendable);
        if let Outcome::Response(status) = outcome
            && status.is_success()
        {
            return None;
        }
        let clock = &self.call.client.inner.clock;
        self.retry_after = self
            .received
            .head
            .as_ref()
            .and_then(|(_, headers)| retry_after(headers, || clock.system_time()));
        let elapsed = self.elapsed();
        let was_done = self.plan.may_be_done;
        let next = self
            .plan
            .next(outcome, self.retry_after, elapsed, fastrand::f64());
        self.deleted_before = was_done
            && self.expected_body == ExpectedBody::Ignored
            && self.call.operation.method == Method::DELETE
            && matches!(outcome, Outcome::Response(StatusCode::NOT_FOUND));
        if matches!(outcome, Outcome::Response(StatusCode::UNAUTHORIZED)) && self.has_other_key() {
            self.has_new_credential = true;
            return Some(Duration::ZERO);
        }
        next
    }

    /// Whether the request can be sent again with a credential in place of a rejected one.
    fn has_other_key(&self) -> bool {
        if self.has_new_credential {
            return false;
        }
        // Each of them must be notified, also for the next call.
        let provided = self.provided.iter();
        let rejected = provided.filter(|credential| credential.reject());
        rejected.count() > 0 && self.plan.replayable && self.elapsed() < self.plan.budget
    }

    /// The result of the call if this attempt is the last one. Notifies the hooks.
    fn end(&mut self, fault: Option<Fault>, wait: Option<Duration>) -> Result<(), Error> {
        let is_success = self
            .received
            .status()
            .is_some_and(|status| status.is_success());
        match fault {
            None => {
                self.notify_response(wait);
                if is_success || self.deleted_before {
                    Ok(())
                } else {
                    Err(self.status_error())
                }
            }
            // Reading an ignored body failed.
            Some(_)
                if self.expected_body == ExpectedBody::Ignored
                    && (is_success || self.deleted_before) =>
            {
                self.notify_response(wait);
                Ok(())
            }
            Some(fault) => {
                let error = self.fault_error(fault);
                self.notify_error(&error, wait);
                Err(error)
            }
        }
    }

    /// The response to the last attempt as the response of the call.
    fn exchange(mut self: Box<Self>) -> Exchange {
        let elapsed = self.elapsed();
        let ReceivedResponse {
            head, body, stream, ..
        } = std::mem::take(&mut self.received);
        let (status, headers) = head.unwrap_or_default();
        Exchange {
            response: Response {
                meta: Meta {
                    api: self.call.client.inner.api,
                    status,
                    headers,
                    attempts: self.number,
                    elapsed,
                    deleted_before: self.deleted_before,
                },
                body: body.freeze(),
            },
            stream,
            attempts: self,
        }
    }

    fn notify_response(&self, wait: Option<Duration>) {
        if let Some((status, headers)) = &self.received.head {
            for hook in &self.call.client.inner.hooks.0 {
                hook.after_response(&self.hook_attempt(wait), *status, headers);
            }
        }
    }

    fn notify_error(&self, error: &Error, wait: Option<Duration>) {
        for hook in &self.call.client.inner.hooks.0 {
            hook.after_error(&self.hook_attempt(wait), error);
        }
    }

    /// This attempt as hooks receive it.
    pub(crate) fn hook_attempt(&self, retry_in: Option<Duration>) -> Attempt {
        Attempt {
            operation: self.call.operation,
            number: self.number,
            elapsed: self.elapsed(),
            retry_in,
        }
    }
}

/// The outcome of an attempt, as the retry plan needs it.
fn outcome(
    received: &ReceivedResponse,
    fault: Option<&Fault>,
    expected_body: ExpectedBody,
) -> Outcome {
    match (fault, received.status()) {
        (None, Some(status)) => Outcome::Response(status),
        (Some(Fault::Redirect(_) | Fault::Encoding(_) | Fault::NoTimer), _) => Outcome::Permanent,
        // An error status decides even if its body is incomplete.
        (Some(_), Some(status))
            if expected_body == ExpectedBody::Ignored || !status.is_success() =>
        {
            Outcome::Response(status)
        }
        (Some(Fault::Transport(error)), _) => match (error.is_connect(), error.is_permanent()) {
            _ if error.is_stale() => Outcome::Stale,
            (true, false) => Outcome::Unsent,
            (true, true) => Outcome::Unsendable,
            (false, _) if error.is_unsendable() => Outcome::Unsendable,
            (false, true) => Outcome::Permanent,
            (false, false) => Outcome::Interrupted,
        },
        (Some(Fault::KeyTimeout(_)), _) => Outcome::Unsent,
        (Some(Fault::Limited(_)), _) => Outcome::Unsendable,
        (Some(Fault::Key(_)), _) => Outcome::Unsendable,
        (Some(Fault::Read(ReadFault::TooLarge, _)), _) => Outcome::Permanent,
        _ => Outcome::Interrupted,
    }
}
