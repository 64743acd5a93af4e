//! Establishes connections of the default transport, through a proxy if one is set, within the
//! connect timeout.
//!
//! A [`Connector`] returns a stream to a server, or to the proxy that forwards plain requests to
//! it. hyper-rustls adds TLS to the server. A [`TimedConnector`] around both limits the time for
//! name resolution, TCP, the proxy and TLS; hyper-util's own timeout only covers TCP.

use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

use crate::runtime::transport::hyper::proxy_settings::Proxies;
use crate::runtime::transport::hyper::stream::Stream;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// Connects to servers directly or through proxies, without TLS to the server.
#[derive(Clone)]
pub(crate) struct Connector {
    pub(crate) tcp: HttpConnector,
    /// The same with TLS, for proxies with an `https` URL.
    pub(crate) proxy: HttpsConnector<HttpConnector>,
    pub(crate) proxies: Option<Arc<Proxies>>,
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Stream, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        // The proxy connector uses the same TCP connector.
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let proxies = self.proxies.as_deref();
        if let Some(proxy) = proxies.and_then(|proxies| proxies.of(&server)) {
            return self.through(proxy, server);
        }
        let connecting = self.tcp.call(server);
        Box::pin(async move { Ok(Stream::to_server(MaybeHttpsStream::Http(connecting.await?))) })
    }
}

/// A connector with a timeout, which hyper-util clones for each request.
#[derive(Clone)]
pub(crate) struct TimedConnector(pub(crate) Arc<TimedParts>);

/// The parts that clones share.
pub(crate) struct TimedParts {
    pub(crate) connector: HttpsConnector<Connector>,
    pub(crate) timeout: Duration,
    /// Whether there are any root certificates.
    pub(crate) has_roots: bool,
}

impl Service<Uri> for TimedConnector {
    type Response = MaybeHttpsStream<Stream>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        // The TCP connector is always ready, too.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let TimedParts {
            connector,
            timeout,
            has_roots,
        } = &*self.0;
        if !has_roots && is_https(&uri) {
            // rustls would only report an unknown issuer.
            let message =
                "the system has no root certificates: install them, or set root_certificates";
            let error = io::Error::new(io::ErrorKind::InvalidInput, message);
            return Box::pin(std::future::ready(Err(error.into())));
        }
        let connecting = connector.clone().call(uri);
        let timeout = *timeout;
        Box::pin(async move {
            tokio::time::timeout(timeout, connecting)
                .await
                .unwrap_or_else(|_| {
                    let message = format!("the connection was not established within {timeout:?}");
                    Err(io::Error::new(io::ErrorKind::TimedOut, message).into())
                })
        })
    }
}

pub(crate) fn is_https(uri: &Uri) -> bool {
    uri.scheme() == Some(&Scheme::HTTPS)
}
