//! A transport over a `reqwest` client of the caller's.
//!
//! Requests and answers go through as they are, bodies piece by piece. TLS, proxies, compression and HTTP/2 are what
//! the caller's `reqwest` has of them. Like reqwest itself, it needs a Tokio runtime with I/O and time enabled.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use tokio::runtime::Handle;

use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{BoxError, BoxFuture, Transport, TransportError};

/// A year: reqwest adds it to the time of day, so that `Duration::MAX` would overflow.
const BEYOND_ANY_CALL: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A transport over a `reqwest` client. To clone it is cheap, and clones share their connections.
///
/// The SDK has retries, redirects and timeouts of its own, and those of the client below would be hidden from it: see
/// [`new`](Self::new) for what to turn off, or let [`from_builder`](Self::from_builder) do it.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport over this client, as it is.
    ///
    /// What the SDK does itself is best turned off when the client is built:
    ///
    /// - retries, by `.retry(reqwest::retry::never())`: the SDK counts its attempts, and knows which requests must not
    ///   be sent twice;
    /// - redirects, by `.redirect(reqwest::redirect::Policy::none())`: the SDK must see them, since its key may not go
    ///   to another host;
    /// - timeouts: leave `timeout` and `read_timeout` unset. The SDK's attempt has one, body included. `connect_timeout`
    ///   is the client's own affair, and best set: 10 seconds is what the default transport has.
    ///
    /// Default headers of the client are sent where the SDK sets none of their name.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// A transport over the client of these settings, without retries, redirects and timeouts of its own. Its
    /// `connect_timeout` stays as it is.
    ///
    /// # Errors
    ///
    /// If the client can't be built, such as without TLS that it was told to use.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        let client = builder
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            // One that was set can't be taken away, only be put off.
            .timeout(BEYOND_ANY_CALL)
            .read_timeout(BEYOND_ANY_CALL)
            .build();
        client.map(Self::new).map_err(|error| {
            let problem = "the reqwest client can't be built".to_owned();
            Error::new(Kind::Configuration(vec![problem])).with_source(Some(source(error)))
        })
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // Tokio would panic further down.
            if Handle::try_current().is_err() {
                return Err(TransportError::connect("reqwest needs a Tokio runtime"));
            }
            let request = request.map(|body| match body.as_bytes() {
                // Not as a stream: its length is then known.
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap(body),
            });
            // Nothing is sent if the URL is none to reqwest.
            let request = reqwest::Request::try_from(request)
                .map_err(|error| TransportError::connect(source(error)))?;
            match self.client.execute(request).await {
                Ok(response) => {
                    let response = Response::<reqwest::Body>::from(response);
                    Ok(response.map(|body| Body::stream(ReceivedBody(body))))
                }
                Err(error) if error.is_connect() => Err(TransportError::connect(source(error))),
                Err(error) => Err(TransportError::other(source(error))),
            }
        })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A client's `Debug` shows its default headers.
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// The error without the URL, whose values may be secret, and one for a timeout as every transport tells it.
fn source(error: reqwest::Error) -> BoxError {
    let is_timeout = error.is_timeout();
    let error = error.without_url();
    if is_timeout {
        return io::Error::new(io::ErrorKind::TimedOut, error).into();
    }
    error.into()
}

/// A response's body.
struct ReceivedBody(reqwest::Body);

impl http_body::Body for ReceivedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.0).poll_frame(context).map_err(source)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
