//! The default transport: HTTP/1.1 on hyper, HTTP/2 with the feature `http2`, TLS by rustls with
//! ring.
//!
//! It trusts the system's root certificates and any that are added, uses the proxies from the
//! environment, keeps connections for reuse and decodes gzip while it arrives. It does not follow
//! redirects. It needs a Tokio runtime with I/O and time enabled (`enable_all`).

pub(crate) mod builder;
pub(crate) mod client_builder;
pub(crate) mod connector;
pub(crate) mod gunzip;
pub(crate) mod pools;
pub(crate) mod proxy;
pub(crate) mod proxy_settings;
pub(crate) mod stream;
pub(crate) mod tls;

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, PROXY_AUTHORIZATION, RANGE};
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use tokio::runtime::Handle;

use crate::runtime::client::tokio_clock::has_timer;
use crate::runtime::error::cause::causes;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::framing::set_transfer_encoding;
use crate::runtime::transport::hyper::builder::HyperTransportBuilder;
use crate::runtime::transport::hyper::gunzip::Gunzip;
use crate::runtime::transport::hyper::pools::Pools;
use crate::runtime::transport::hyper::proxy_settings::Proxies;
use crate::runtime::transport::hyper::stream::ConnectionUsage;
use crate::runtime::transport::{Transport, TransportError};
use crate::runtime::types::boxed::BoxFuture;

/// The default transport. Cloning is cheap, and clones share their connections.
///
/// It can be used on several Tokio runtimes. Each has its own connections, because a connection
/// only makes progress while the runtime that created it runs.
#[derive(Clone)]
pub struct HyperTransport {
    pub(crate) pools: Arc<Pools>,
    pub(crate) proxies: Option<Arc<Proxies>>,
}

impl HyperTransport {
    /// A builder with the default settings.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::default()
    }
}

impl Transport for HyperTransport {
    fn send(
        &self,
        mut request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // Tokio would panic.
            let runtime = Handle::try_current().ok().filter(|_| has_timer());
            let Some(runtime) = runtime else {
                let message = "the default transport needs a Tokio runtime with I/O and time enabled (`enable_all`)";
                return Err(TransportError::connect(message).permanent());
            };
            set_empty_content_length(&mut request);
            set_transfer_encoding(&mut request);
            accept_gzip(request.headers_mut());
            self.authorize(&mut request);
            match self.pools.send(&runtime, request).await {
                Ok(mut response) => {
                    if let Some(usage) = response.extensions_mut().remove::<ConnectionUsage>() {
                        usage.record_response();
                    }
                    if is_gzip(&response) {
                        return Ok(decoded(response));
                    }
                    Ok(response.map(Body::incoming))
                }
                Err(error) if error.is_connect() => {
                    Err(TransportError::connect(error).classified())
                }
                Err(error) if is_stale(&error) => Err(TransportError::other(error).stale()),
                Err(error) => Err(TransportError::other(error).classified()),
            }
        })
    }
}

impl HyperTransport {
    /// Authenticates a plain request to the proxy that forwards it. A tunnel is authenticated by
    /// its `CONNECT` request.
    fn authorize(&self, request: &mut Request<Body>) {
        let proxies = self.proxies.as_deref();
        if let Some(value) = proxies.and_then(|proxies| proxies.plain(request.uri())) {
            request
                .headers_mut()
                .entry(PROXY_AUTHORIZATION)
                .or_insert(value);
        }
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

/// Whether the server closed a connection that had carried a response before. It probably closed
/// the idle connection just before the request arrived.
fn is_stale(error: &hyper_util::client::legacy::Error) -> bool {
    let mut extensions = http::Extensions::new();
    if let Some(connected) = error.connect_info() {
        connected.get_extras(&mut extensions);
    }
    let is_reused = extensions
        .get::<ConnectionUsage>()
        .is_some_and(ConnectionUsage::has_response);
    is_reused && causes(error).any(is_closed)
}

fn is_closed(cause: &(dyn StdError + 'static)) -> bool {
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        return error.is_incomplete_message();
    }
    cause.downcast_ref::<io::Error>().is_some_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
        )
    })
}

/// Sets `content-length: 0` for methods that usually have a body. hyper does not, and some servers
/// then return 411.
fn set_empty_content_length(request: &mut Request<Body>) {
    let expects_body = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if expects_body && request.body().as_bytes().is_some_and(Bytes::is_empty) {
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// Accepts gzip unless the caller sets the header. The byte ranges of a request with `range` refer
/// to the encoded body, so that is sent unencoded.
fn accept_gzip(headers: &mut HeaderMap) {
    if !headers.contains_key(RANGE) {
        headers
            .entry(ACCEPT_ENCODING)
            .or_insert(HeaderValue::from_static("gzip"));
    }
}

/// Whether there is a body to decode. A response to `HEAD` has the header but no body, and partial
/// content cannot be decoded.
fn is_gzip<B: http_body::Body>(response: &Response<B>) -> bool {
    let Some(coding) = response.headers().get(CONTENT_ENCODING) else {
        return false;
    };
    let coding = coding.as_bytes().trim_ascii();
    (coding.eq_ignore_ascii_case(b"gzip") || coding.eq_ignore_ascii_case(b"x-gzip"))
        && response.status() != http::StatusCode::PARTIAL_CONTENT
        && !response.body().is_end_stream()
}

/// The decoded response, without the headers that describe the encoded body.
fn decoded(mut response: Response<hyper::body::Incoming>) -> Response<Body> {
    response.headers_mut().remove(CONTENT_ENCODING);
    response.headers_mut().remove(CONTENT_LENGTH);
    response.map(|body| Body::stream(Gunzip::new(body)))
}
