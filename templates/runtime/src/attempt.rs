//! One attempt of a call: one request, or a few where redirects are followed, and one answer.
//!
//! The request comes in without the key. Hooks see it, it goes to the transport, and the answer is read as far as it is
//! wanted, all within the attempt's time. What has arrived by then is kept, however the attempt ends.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Request, Response, StatusCode};

use super::attempts::Attempts;
use super::body::Body;
use super::clock::within;
use super::exchange::Wanted;
use super::hook::before_request;
use super::read::{Read, ReadFault, read};
use super::redirect::Trail;
use super::timed_body::TimedBody;
use super::trace::Span;
use super::transport::{BoxError, TransportError};

/// How much of a body that nobody wants is read, so that the connection can be used again.
const DRAINED: usize = 64 * 1024;

/// What the server has sent so far. It outlives a request that is given up.
#[derive(Default)]
pub(super) struct Arrived {
    pub(super) head: Option<(StatusCode, HeaderMap)>,
    pub(super) body: Read,
    /// A body that is not read, since it is wanted as it comes.
    pub(super) stream: Option<Body>,
}

impl Arrived {
    pub(super) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }

    pub(super) fn is_success(&self) -> bool {
        self.status().is_some_and(|status| status.is_success())
    }
}

/// Why there is no whole answer.
pub(super) enum Fault {
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
    /// Makes one attempt.
    pub(super) async fn attempt(
        &mut self,
        request: Request<Body>,
    ) -> (Arrived, Option<Fault>) {
        let clock = Arc::clone(&self.call.client.inner.clock);
        let (limit, told) = self.limit();
        let span = Span::of(self.call.operation, &request, self.number);
        let mut arrived = Arrived::default();
        let sending = span.around(self.send(request, &mut arrived));
        let fault = match within(&*clock, limit, sending).await {
            Some(Ok(())) => None,
            Some(Err(fault)) => Some(fault),
            None => Some(Fault::Timeout(told)),
        };
        span.record(&arrived, fault.as_ref());
        (arrived, fault)
    }

    async fn send(
        &mut self,
        mut request: Request<Body>,
        arrived: &mut Arrived,
    ) -> Result<(), Fault> {
        self.insert_key(request.headers_mut()).await?;
        self.ask_hooks(request.headers_mut());
        let client = self.call.client.clone();
        let mut left = client.inner.redirects;
        loop {
            let trail = if left > 0 { Trail::of(&mut request) } else { None };
            let response =
                client.inner.transport.send(request).await.map_err(Fault::Transport)?;
            match trail.map(|trail| trail.follow(&response)).transpose()?.flatten() {
                Some(next) => request = next,
                None => return self.receive(response, arrived).await,
            }
            left = left.saturating_sub(1);
        }
    }

    async fn insert_key(&mut self, headers: &mut HeaderMap) -> Result<(), Fault> {
        let client = &self.call.client;
        if let Some(key) = client.inner.keys.provided().await.map_err(Fault::Key)? {
            self.provided = Some(key);
        }
        if let Some(key) = self.key() {
            self.call.insert_key(key, headers);
        }
        Ok(())
    }

    fn ask_hooks(&mut self, headers: &mut HeaderMap) {
        let client = self.call.client.clone();
        for hook in &client.inner.hooks.0 {
            before_request(&**hook, &self.this(None), headers);
        }
        if !client.inner.hooks.0.is_empty() {
            let secrets = headers.values().filter(|value| value.is_sensitive());
            self.of_hooks = secrets.cloned().collect();
        }
    }

    async fn receive(
        &self,
        response: Response<Body>,
        arrived: &mut Arrived,
    ) -> Result<(), Fault> {
        let (head, mut body) = response.into_parts();
        let (is_success, inner) = (head.status.is_success(), &self.call.client.inner);
        arrived.head = Some((head.status, head.headers));
        let bound = match self.wanted {
            Wanted::Stream if is_success => {
                let clock = Arc::clone(&inner.clock);
                let limit = self.attempt_timeout();
                arrived.stream = Some(Body::stream(TimedBody::new(body, clock, limit)));
                return Ok(());
            }
            Wanted::Nothing if is_success => DRAINED,
            _ => inner.max_body_size,
        };
        read(&mut body, bound, &mut arrived.body)
            .await
            .map_err(|fault| Fault::Read(fault, bound))
    }
}
