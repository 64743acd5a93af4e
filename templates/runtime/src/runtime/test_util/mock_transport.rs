//! A transport in memory for tests: returns prepared responses and records the requests.

use std::collections::VecDeque;
use std::fmt;
use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, Request, Response, Uri};
use http_body::{Body as _, Frame};
use serde_json::Value;

use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::client::clock::Clock;
use crate::runtime::test_util::mock_response::{Behavior, BodyEnd, MockResponse};
use crate::runtime::test_util::virtual_clock::VirtualClock;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{Transport, TransportError};
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// A transport without a server: it returns prepared responses in order, and records the requests.
///
/// When no response is left, sending a request fails. Clones share their responses and requests.
#[derive(Clone, Default)]
pub struct MockTransport {
    clock: VirtualClock,
    shared: Arc<Mutex<Shared>>,
}

type Responder = Arc<dyn Fn(&SentRequest) -> MockResponse + Send + Sync>;

#[derive(Default)]
struct Shared {
    responses: VecDeque<MockResponse>,
    fallback: Option<Responder>,
    requests: Vec<SentRequest>,
}

impl MockTransport {
    /// Creates a transport that returns these responses.
    pub fn new(responses: impl IntoIterator<Item = MockResponse>) -> Self {
        let mock = Self::default();
        mock.lock().responses.extend(responses);
        mock
    }

    /// Appends a response.
    pub fn then(&self, response: MockResponse) -> &Self {
        self.lock().responses.push_back(response);
        self
    }

    /// Sets the response to every request for which no other response is left.
    pub fn fallback(&self, response: MockResponse) -> &Self {
        self.fallback_with(move |_| response.clone())
    }

    /// Computes the response to every request for which no other response is left. Use it if calls
    /// run concurrently, so that their order is not known.
    pub fn fallback_with(
        &self,
        response: impl Fn(&SentRequest) -> MockResponse + Send + Sync + 'static,
    ) -> &Self {
        self.lock().fallback = Some(Arc::new(response));
        self
    }

    /// Returns the requests so far, in the order in which they were sent.
    pub fn requests(&self) -> Vec<SentRequest> {
        self.lock().requests.clone()
    }

    /// Returns the clock that delays are measured by.
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the request and takes the response to it.
    async fn take(&self, request: Request<Body>) -> Result<Option<MockResponse>, BoxError> {
        let at = self.clock.elapsed();
        let (head, body) = request.into_parts();
        let body = collect(body).await?;
        let request = SentRequest {
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
            at,
        };
        let (response, fallback) = {
            let mut shared = self.lock();
            shared.requests.push(request.clone());
            (shared.responses.pop_front(), shared.fallback.clone())
        };
        // After the lock is released: the closure may call `requests`.
        Ok(response.or_else(|| fallback.map(|fallback| fallback(&request))))
    }
}

impl ClientBuilder {
    /// Sends every request to a mock transport, and uses its clock.
    pub fn mock_transport(self, mock: &MockTransport) -> Self {
        self.transport(mock.clone()).clock(mock.clock.clone())
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let taken = self.take(request).await.map_err(TransportError::other)?;
            let Some(mock) = taken else {
                return Err(TransportError::unsendable(
                    "the mock transport has no response left",
                ));
            };
            if !mock.delay.is_zero() {
                self.clock.sleep(mock.delay).await;
            }
            let status = match mock.behavior {
                Behavior::Status(status) => status,
                Behavior::ConnectionRefused => {
                    return Err(TransportError::connect("refused"));
                }
                Behavior::ConnectionReset => return Err(TransportError::other("reset")),
                Behavior::NoResponse => pending().await,
            };
            let body = match mock.body_end {
                BodyEnd::Complete => Body::from(mock.body),
                end => Body::stream(FailingBody(mock.body, end)),
            };
            let mut response = Response::new(body);
            *response.status_mut() = status;
            *response.headers_mut() = mock.headers;
            Ok(response)
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.lock();
        f.debug_struct("MockTransport")
            .field("responses", &shared.responses.len())
            .field("requests", &shared.requests.len())
            .finish_non_exhaustive()
    }
}

/// A request as a [`MockTransport`] received it.
#[derive(Clone)]
#[non_exhaustive]
pub struct SentRequest {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub uri: Uri,
    /// All headers, including the one with the key.
    pub headers: HeaderMap,
    /// The whole body, even if it was streamed.
    pub body: Bytes,
    /// When the request was sent: the elapsed time of the transport's clock.
    pub at: Duration,
}

impl SentRequest {
    /// Returns the value of a header. `None` if it is missing or not visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Parses the body as JSON. `None` if it is not JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("method", &self.method)
            .field("uri", &self.uri)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("at", &self.at)
            .finish()
    }
}

async fn collect(mut body: Body) -> Result<Bytes, BoxError> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes.freeze())
}

/// A body that is truncated or stalls.
struct FailingBody(Bytes, BodyEnd);

impl http_body::Body for FailingBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if !self.0.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.0)))));
        }
        match self.1 {
            BodyEnd::Complete => Poll::Ready(None),
            BodyEnd::Truncated => Poll::Ready(Some(Err("the connection was closed".into()))),
            BodyEnd::Stalled => Poll::Pending,
        }
    }
}
