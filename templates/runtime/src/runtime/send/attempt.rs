//! One attempt of a call: one request, or a few where redirects are followed, and one answer.
//!
//! The request comes in without the key. Hooks see it, it goes to the transport, and the answer is read as far as it is
//! wanted, all within the attempt's time. What has arrived by then is kept, however the attempt ends.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Response, StatusCode};

use crate::runtime::client::clock::within;
use crate::runtime::response::read::{Read, ReadFault, read};
use crate::runtime::response::timed_body::TimedBody;
use crate::runtime::send::attempts::Attempts;
use crate::runtime::send::exchange::Wanted;
use crate::runtime::send::hook::before_request;
use crate::runtime::send::redirect::Trail;
use crate::runtime::send::trace::Span;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{BoxError, TransportError};

/// How much of a body that nobody wants is read, so that the connection can be used again.
const DRAINED: usize = 64 * 1024;
/// And for how long.
const DRAINING: Duration = Duration::from_secs(1);

/// What the server has sent so far. It outlives a request that is given up.
#[derive(Default)]
pub(crate) struct Arrived {
    pub(crate) head: Option<(StatusCode, HeaderMap)>,
    pub(crate) body: Read,
    /// A body that is not read, since it is wanted as it comes.
    pub(crate) stream: Option<Body>,
}

impl Arrived {
    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }
}

/// Why there is no whole answer.
pub(crate) enum Fault {
    /// A provider had no key, or one that can't be sent.
    Key(BoxError),
    Transport(TransportError),
    /// The body could not be read, up to this many bytes.
    Read(ReadFault, usize),
    Timeout(Duration),
    /// A redirect leads nowhere.
    Redirect(&'static str),
}

impl Attempts {
    /// Makes one attempt. What came of it has arrived, or this says why not.
    pub(crate) async fn attempt(&mut self) -> Option<Fault> {
        let clock = Arc::clone(&self.call.client.inner.clock);
        let (limit, told) = self.limit();
        let span = Span::of(self.call.operation, &self.request, self.number);
        let fault = {
            // Dropped before the rest, so that a request which takes too long is given up first.
            let sending = pin!(span.around(self.send()));
            match within(&*clock, limit, sending).await {
                Some(Ok(())) => None,
                Some(Err(fault)) => Some(fault),
                None => Some(Fault::Timeout(told)),
            }
        };
        span.record(&self.arrived, fault.as_ref());
        fault
    }

    async fn send(&mut self) -> Result<(), Fault> {
        self.insert_key().await?;
        self.ask_hooks();
        let mut left = self.call.client.inner.redirects;
        loop {
            let mut request = std::mem::take(&mut self.request);
            let trail = if left > 0 { Trail::of(&mut request) } else { None };
            let sending = self.call.client.inner.transport.send(request);
            let response = sending.await.map_err(Fault::Transport)?;
            match trail.map_or(Ok(None), |trail| trail.follow(&response)) {
                Ok(Some(next)) => self.request = next,
                Ok(None) => return self.receive(response).await,
                Err(why) => {
                    // What came is told with the error.
                    self.receive(response).await?;
                    return Err(Fault::Redirect(why));
                }
            }
            self.may_be_seen = true;
            left = left.saturating_sub(1);
        }
    }

    async fn insert_key(&mut self) -> Result<(), Fault> {
        let client = &self.call.client;
        if let Some(key) = client.inner.keys.provided().await.map_err(Fault::Key)? {
            self.provided = Some(key);
        }
        let fixed = client.inner.keys.fixed();
        if let Some(key) = self.provided.as_ref().or(fixed) {
            self.call.insert_key(key, self.request.headers_mut());
        }
        Ok(())
    }

    fn ask_hooks(&mut self) {
        let hooks = &self.call.client.inner.hooks.0;
        if hooks.is_empty() {
            return;
        }
        let (attempt, headers) = (self.this(None), self.request.headers_mut());
        for hook in hooks {
            before_request(&**hook, &attempt, headers);
        }
        let secrets = headers.values().filter(|value| value.is_sensitive());
        self.of_hooks = secrets.cloned().collect();
    }

    async fn receive(&mut self, response: Response<Body>) -> Result<(), Fault> {
        let (head, mut body) = response.into_parts();
        let is_success = head.status.is_success();
        self.arrived.head = Some((head.status, head.headers));
        let inner = &self.call.client.inner;
        let bound = match self.wanted {
            Wanted::Stream if is_success => {
                let clock = Arc::clone(&inner.clock);
                let body = TimedBody::new(body, clock, self.attempt_timeout());
                self.arrived.stream = Some(Body::stream(body));
                return Ok(());
            }
            Wanted::Nothing if is_success => {
                let clock = Arc::clone(&inner.clock);
                let draining = pin!(read(&mut body, DRAINED, &mut self.arrived.body));
                let _ = within(&*clock, DRAINING, draining).await;
                return Ok(());
            }
            _ => inner.max_body_size,
        };
        read(&mut body, bound, &mut self.arrived.body)
            .await
            .map_err(|fault| Fault::Read(fault, bound))
    }
}
