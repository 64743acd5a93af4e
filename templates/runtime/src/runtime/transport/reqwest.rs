//! A transport on a `reqwest` client that the caller provides.
//!
//! Requests and responses are passed on unchanged, with streamed bodies. TLS, proxies, compression
//! and HTTP/2 depend on the `reqwest` client. Like reqwest itself, the transport needs a Tokio
//! runtime with I/O and time enabled.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Frame, SizeHint};

use crate::runtime::client::tokio_clock::has_timer;
use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::body::Body;
use crate::runtime::transport::framing::set_transfer_encoding;
use crate::runtime::transport::{Transport, TransportError};
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// One year: reqwest adds it to the current time, so `Duration::MAX` would overflow.
const BEYOND_ANY_CALL: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A transport on a `reqwest` client. Cloning is cheap, and clones share their connections.
///
/// The SDK has its own retries, redirects and timeouts, and does not see those of the `reqwest`
/// client. See [`new`](Self::new) for what to disable, or use [`from_builder`](Self::from_builder),
/// which does it.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Creates a transport on this client.
    ///
    /// Disable what the SDK does itself when you build the client:
    ///
    /// - retries, by `.retry(reqwest::retry::never())`: the SDK counts its attempts, and knows
    ///   which requests must not be sent twice;
    /// - redirects, by `.redirect(reqwest::redirect::Policy::none())`: the SDK must see them,
    ///   because its key must not be sent to another host;
    /// - timeouts: leave `timeout` and `read_timeout` unset. The SDK has a timeout for each
    ///   attempt, including the body. Set `connect_timeout`; the default transport uses 10 seconds.
    ///
    /// Default headers of the client are sent if the SDK does not set a header of the same name.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// Creates a transport on a client with these settings, but without retries, redirects and
    /// timeouts. `connect_timeout` is kept.
    ///
    /// # Errors
    ///
    /// If the client cannot be built, for example because its TLS backend is not available.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        let client = builder
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            // A timeout that was set cannot be removed, only extended.
            .timeout(BEYOND_ANY_CALL)
            .read_timeout(BEYOND_ANY_CALL)
            .build();
        client.map(Self::new).map_err(|error| {
            let problem = "the reqwest client cannot be built".to_owned();
            Error::new(Kind::Configuration(vec![problem])).with_source(Some(source(error)))
        })
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        mut request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // reqwest would panic.
            if !has_timer() {
                let message =
                    "reqwest needs a Tokio runtime with I/O and time enabled (`enable_all`)";
                return Err(TransportError::connect(message).permanent());
            }
            set_transfer_encoding(&mut request);
            let request = request.map(|body| match body.as_bytes() {
                // Passing bytes instead of a stream keeps the length known.
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap(body),
            });
            // Nothing is sent if reqwest rejects the URL.
            let request = reqwest::Request::try_from(request)
                .map_err(|error| TransportError::connect(source(error)).permanent())?;
            match self.client.execute(request).await {
                Ok(response) => {
                    let response = Response::<reqwest::Body>::from(response);
                    Ok(response.map(|body| Body::stream(ReceivedBody(body))))
                }
                Err(error) if error.is_connect() => {
                    Err(TransportError::connect(source(error)).classified())
                }
                Err(error) => Err(TransportError::other(source(error)).classified()),
            }
        })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `Debug` of a client shows its default headers.
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// Removes the URL, whose values may be secret, and maps a timeout to the same error as in other
/// transports.
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
