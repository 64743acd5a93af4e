//! A transport in memory for tests: answers as it was told, and keeps what it was asked.

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
use crate::runtime::test_util::mock_response::{Answer, End, Fate};
use crate::runtime::test_util::virtual_clock::VirtualClock;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{BoxError, BoxFuture, Transport, TransportError};

/// A transport that speaks to no server: it gives the answers that it was told to give, in their order, and keeps the
/// requests.
///
/// A request for which no answer is left can't be sent, and the error says so. Clones are the same script.
#[derive(Clone, Default)]
pub struct Script {
    clock: VirtualClock,
    shared: Arc<Mutex<Shared>>,
}

type Responder = Arc<dyn Fn(&SentRequest) -> Answer + Send + Sync>;

#[derive(Default)]
struct Shared {
    answers: VecDeque<Answer>,
    otherwise: Option<Responder>,
    requests: Vec<SentRequest>,
}

impl Script {
    /// A script of these answers.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Self::default();
        script.lock().answers.extend(answers);
        script
    }

    /// Adds an answer behind the others.
    pub fn then(&self, answer: Answer) -> &Self {
        self.lock().answers.push_back(answer);
        self
    }

    /// The answer for all requests for which no other is left.
    pub fn otherwise(&self, answer: Answer) -> &Self {
        self.otherwise_with(move |_| answer.clone())
    }

    /// What answers all requests for which no other answer is left, by what they are: where calls run at once, their order
    /// is not known.
    pub fn otherwise_with(
        &self,
        answer: impl Fn(&SentRequest) -> Answer + Send + Sync + 'static,
    ) -> &Self {
        self.lock().otherwise = Some(Arc::new(answer));
        self
    }

    /// The requests so far, in the order in which they were sent.
    pub fn requests(&self) -> Vec<SentRequest> {
        self.lock().requests.clone()
    }

    /// The clock by which answers are delayed.
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request, and takes the answer to it.
    async fn take(&self, request: Request<Body>) -> Result<Option<Answer>, BoxError> {
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
        let (answer, otherwise) = {
            let mut shared = self.lock();
            shared.requests.push(request.clone());
            (shared.answers.pop_front(), shared.otherwise.clone())
        };
        // Not while the script is locked: it may be asked for its requests.
        Ok(answer.or_else(|| otherwise.map(|otherwise| otherwise(&request))))
    }
}

impl ClientBuilder {
    /// Sends every request to a script, and goes by its clock.
    pub fn script(self, script: &Script) -> Self {
        self.transport(script.clone()).clock(script.clock.clone())
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let Some(answer) =
                self.take(request).await.map_err(TransportError::other)?
            else {
                return Err(TransportError::unsendable("the script has no answer left"));
            };
            if !answer.delay.is_zero() {
                self.clock.sleep(answer.delay).await;
            }
            let status = match answer.fate {
                Fate::Status(status) => status,
                Fate::Refused => return Err(TransportError::connect("refused")),
                Fate::Reset => return Err(TransportError::other("reset")),
                Fate::Silence => pending().await,
            };
            let body = match answer.end {
                End::Whole => Body::from(answer.body),
                end => Body::stream(Broken(answer.body, end)),
            };
            let mut response = Response::new(body);
            *response.status_mut() = status;
            *response.headers_mut() = answer.headers;
            Ok(response)
        })
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.lock();
        f.debug_struct("Script")
            .field("answers", &shared.answers.len())
            .field("requests", &shared.requests.len())
            .finish_non_exhaustive()
    }
}

/// A request as a [`Script`] got it.
#[derive(Clone)]
#[non_exhaustive]
pub struct SentRequest {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub uri: Uri,
    /// All headers, the key's among them.
    pub headers: HeaderMap,
    /// The body; that of a stream too.
    pub body: Bytes,
    /// When it was sent, by the script's clock.
    pub at: Duration,
}

impl SentRequest {
    /// The text of a header. `None` where there is none, or it is not ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON. `None` where it is none.
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
    while let Some(frame) =
        poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await
    {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes.freeze())
}

/// A body that ends badly.
struct Broken(Bytes, End);

impl http_body::Body for Broken {
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
            End::Whole => Poll::Ready(None),
            End::Cut => Poll::Ready(Some(Err("the connection was cut".into()))),
            End::Stall => Poll::Pending,
        }
    }
}
