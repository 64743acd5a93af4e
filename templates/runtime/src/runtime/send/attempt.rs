//! One attempt of a call: sends one request (several if redirects are followed) and reads one
//! response.
//!
//! The request arrives without credentials. They are added, the hooks run, the transport sends
//! the request, and as much of the response is read as the call needs, all within the timeout of
//! the attempt. What has been received is kept even if the attempt fails.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, RANGE};
use http::{HeaderMap, Response, StatusCode, Version};
use http_body::Body as _;

use crate::runtime::client::clock::within;
use crate::runtime::response::read::{BodyBuffer, ReadFault, read_body};
use crate::runtime::response::timed_body::TimedBody;
use crate::runtime::send::attempts::Attempts;
use crate::runtime::send::exchange::ExpectedBody;
use crate::runtime::send::hook::before_request;
use crate::runtime::send::redirect::RedirectRequest;
use crate::runtime::send::trace::Span;
use crate::runtime::transport::TransportError;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// How much of an ignored body is read so that the connection can be reused.
const MAX_DRAINED_BYTES: usize = 64 * 1024;
/// How long reading an ignored body may take.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(1);

/// What has been received of a response so far. It outlives a request that is abandoned.
#[derive(Default)]
pub(crate) struct ReceivedResponse {
    pub(crate) head: Option<(StatusCode, HeaderMap)>,
    pub(crate) version: Option<Version>,
    pub(crate) body: BodyBuffer,
    /// A body that the caller reads as a stream.
    pub(crate) stream: Option<Body>,
}

impl ReceivedResponse {
    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }
}

/// Why there is no complete response.
pub(crate) enum Fault {
    /// A key provider failed or returned an invalid key.
    Key(BoxError),
    Transport(TransportError),
    /// Reading the body failed. The number is the size limit in bytes.
    Read(ReadFault, usize),
    Timeout(Duration),
    /// The key provider did not return within this time.
    KeyTimeout(Duration),
    /// The client's limits did not allow a request within this time.
    Limited(Duration),
    /// The clock's sleep returned before the time had passed.
    NoTimer,
    /// The body has a content encoding that was not requested.
    Encoding(String),
    /// A redirect cannot be followed, for this reason.
    Redirect(&'static str),
}

impl Attempts {
    /// Makes one attempt. Returns `None` if the response has been received as far as the call needs
    /// it.
    pub(crate) async fn attempt(&mut self) -> Option<Fault> {
        let clock = Arc::clone(&self.call.client.inner.clock);
        // The first attempt starts with the call.
        let started = if self.number > 1 || self.call.client.inner.limiter.is_some() {
            self.elapsed()
        } else {
            Duration::ZERO
        };
        let (limit, reported_limit) = self.limit(started);
        let span = Span::of(self.call.operation, &self.request, self.number);
        let result = {
            // Dropped before the rest, so that a request that times out is abandoned first.
            let sending = pin!(span.around(self.send()));
            within(&*clock, limit, sending).await
        };
        let fault = match result {
            Some(result) => result.err(),
            None if self.elapsed().saturating_sub(started) < limit / 2 => Some(Fault::NoTimer),
            None if self.is_awaiting_key => Some(Fault::KeyTimeout(reported_limit)),
            None => Some(Fault::Timeout(reported_limit)),
        };
        span.record(self, fault.as_ref());
        fault
    }

    async fn send(&mut self) -> Result<(), Fault> {
        self.is_awaiting_key = true;
        self.authenticate().await?;
        self.is_awaiting_key = false;
        self.run_request_hooks();
        let headers = self.request.headers();
        self.is_encoding_requested =
            headers.contains_key(ACCEPT_ENCODING) || headers.contains_key(RANGE);
        let mut left = self.call.client.inner.redirects;
        loop {
            let mut request = std::mem::take(&mut self.request);
            let copy = if left > 0 {
                RedirectRequest::of(&mut request)
            } else {
                None
            };
            let sending = self.call.client.inner.transport.send(request);
            let response = sending.await.map_err(Fault::Transport)?;
            match copy.map_or(Ok(None), |copy| copy.follow(&response)) {
                Ok(Some(next)) => self.request = next,
                Ok(None) => return self.receive(response).await,
                Err(why) => {
                    // The error carries the response.
                    self.receive(response).await?;
                    return Err(Fault::Redirect(why));
                }
            }
            self.may_have_been_sent = true;
            left = left.saturating_sub(1);
        }
    }

    /// Adds the credentials to the request.
    async fn authenticate(&mut self) -> Result<(), Fault> {
        let client = &self.call.client;
        self.provided.clear();
        let invalid = |problem: &str| Fault::Key(problem.into());
        for scheme in self.call.schemes().unwrap_or_default() {
            let Some(source) = client.inner.credentials.get(scheme) else {
                continue;
            };
            let applied = match source.fixed() {
                Some(fixed) => fixed.apply(&self.call, &mut self.request),
                None => {
                    let credential = source.provide(client).await.map_err(Fault::Key)?;
                    let applied = credential.apply(&self.call, &mut self.request);
                    self.provided.push(credential);
                    applied
                }
            };
            applied.map_err(invalid)?;
        }
        Ok(())
    }

    fn run_request_hooks(&mut self) {
        let hooks = &self.call.client.inner.hooks.0;
        if hooks.is_empty() {
            return;
        }
        let (attempt, headers) = (self.hook_attempt(None), self.request.headers_mut());
        for hook in hooks {
            before_request(&**hook, &attempt, headers);
        }
        let secrets = headers.values().filter(|value| value.is_sensitive());
        self.hook_secrets = secrets.cloned().collect();
    }

    async fn receive(&mut self, response: Response<Body>) -> Result<(), Fault> {
        let (head, mut body) = response.into_parts();
        let is_success = head.status.is_success();
        let encoding =
            encoding(&head.headers).filter(|_| is_success && !self.is_encoding_requested);
        self.received.version = Some(head.version);
        self.received.head = Some((head.status, head.headers));
        let inner = &self.call.client.inner;
        let bound = match self.expected_body {
            ExpectedBody::Stream if is_success => {
                if let Some(encoding) = encoding.filter(|_| !body.is_end_stream()) {
                    return Err(Fault::Encoding(encoding));
                }
                let clock = Arc::clone(&inner.clock);
                let body = TimedBody::new(body, clock, self.attempt_timeout(), self.permit.take());
                self.received.stream = Some(Body::stream(body));
                return Ok(());
            }
            ExpectedBody::Ignored if is_success => {
                let clock = Arc::clone(&inner.clock);
                let draining = pin!(read_body(
                    &mut body,
                    MAX_DRAINED_BYTES,
                    &mut self.received.body
                ));
                let _ = within(&*clock, DRAIN_TIMEOUT, draining).await;
                return Ok(());
            }
            _ => self.max_body_size(),
        };
        read_body(&mut body, bound, &mut self.received.body)
            .await
            .map_err(|fault| Fault::Read(fault, bound))?;
        match encoding {
            Some(encoding) if !self.received.body.is_empty() => Err(Fault::Encoding(encoding)),
            _ => Ok(()),
        }
    }
}

/// The content encoding of a body. The transport has removed the header if it has decoded the body.
fn encoding(headers: &HeaderMap) -> Option<String> {
    let encoding = headers.get(CONTENT_ENCODING)?;
    let encoding = String::from_utf8_lossy(encoding.as_bytes().trim_ascii()).into_owned();
    (!encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity")).then_some(encoding)
}
