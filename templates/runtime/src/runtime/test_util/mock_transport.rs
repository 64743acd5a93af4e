//! A transport in memory for tests: returns prepared responses and records the requests.

use std::collections::{BTreeMap, VecDeque};
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

/// A transport without a server: it returns prepared responses, and records the requests.
///
/// The response to a request is the first of these: that of [`on`](Self::on) for its operation, the
/// next of the prepared ones, the example of its operation, and the fallback. If there is none,
/// sending the request fails. Clones share their responses and requests.
#[derive(Clone, Default)]
pub struct MockTransport {
    clock: VirtualClock,
    shared: Arc<Mutex<Shared>>,
}

type Responder = Arc<dyn Fn(&SentRequest) -> MockResponse + Send + Sync>;

#[derive(Default)]
struct Shared {
    /// The responses to operations by their ids.
    overrides: BTreeMap<String, Responder>,
    responses: VecDeque<MockResponse>,
    examples: BTreeMap<&'static str, MockResponse>,
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

    /// Creates a transport that responds to each operation as in the examples: a response by the id
    /// of its operation.
    pub(crate) fn of_examples(
        examples: impl IntoIterator<Item = (&'static str, MockResponse)>,
    ) -> Self {
        let mock = Self::default();
        mock.lock().examples.extend(examples);
        mock
    }

    /// Computes the response to every request of an operation, which is named by its id.
    ///
    /// If the transport has examples and none for the id, so that the API does not have the
    /// operation, sending any request fails.
    pub fn on(
        &self,
        operation: impl Into<String>,
        response: impl Fn(&SentRequest) -> MockResponse + Send + Sync + 'static,
    ) -> &Self {
        let response: Responder = Arc::new(response);
        self.lock().overrides.insert(operation.into(), response);
        self
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
        let operation = head.extensions.get::<OperationId>();
        let request = SentRequest {
            operation: operation.map(|OperationId(id)| *id),
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
            at,
        };
        let (response, responder) = self.lock().respond(&request)?;
        // After the lock is released: the closure may call `requests`.
        Ok(response.or_else(|| responder.map(|responder| responder(&request))))
    }
}

impl Shared {
    /// Records the request. Returns its response, or the closure that computes it.
    fn respond(
        &mut self,
        request: &SentRequest,
    ) -> Result<(Option<MockResponse>, Option<Responder>), BoxError> {
        self.requests.push(request.clone());
        let is_unknown = |id: &&String| !self.examples.contains_key(id.as_str());
        if let Some(id) = self.overrides.keys().find(is_unknown)
            && !self.examples.is_empty()
        {
            return Err(format!("the API has no operation `{id}`").into());
        }
        let operation = request.operation.unwrap_or_default();
        if let Some(responder) = self.overrides.get(operation) {
            return Ok((None, Some(Arc::clone(responder))));
        }
        let response = self.responses.pop_front();
        let response = response.or_else(|| self.examples.get(operation).cloned());
        Ok((response, self.fallback.clone()))
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

/// The id of the operation that a request belongs to, as an extension of the request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperationId(pub(crate) &'static str);

/// A request as a [`MockTransport`] received it.
#[derive(Clone)]
#[non_exhaustive]
pub struct SentRequest {
    /// The id of the operation in the API's document. `None` if the request is not that of an
    /// operation, such as a request for an access token.
    pub operation: Option<&'static str>,
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
            .field("operation", &self.operation)
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
