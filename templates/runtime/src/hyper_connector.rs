//! Makes connections for the default transport, each within the connect timeout.
//!
//! The timeout covers the name's resolution, TCP and TLS: hyper-util's own covers TCP alone.

use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

use super::transport::{BoxError, BoxFuture};

/// A connector for `https` and `http` with a timeout.
#[derive(Clone)]
pub(super) struct TimedConnector {
    pub(super) connector: HttpsConnector<HttpConnector>,
    pub(super) timeout: Duration,
    /// Whether there is any root certificate to check a server by.
    pub(super) has_roots: bool,
}

impl Service<Uri> for TimedConnector {
    type Response = <HttpsConnector<HttpConnector> as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        if !self.has_roots && uri.scheme() == Some(&Scheme::HTTPS) {
            // Without this, rustls says only that the issuer is unknown.
            let help = "the system has no root certificates: install them, or set root_certificates";
            return Box::pin(std::future::ready(Err(help.into())));
        }
        let connecting = self.connector.call(uri);
        let timeout = self.timeout;
        Box::pin(async move {
            tokio::time::timeout(timeout, connecting).await.unwrap_or_else(|_| {
                let what = format!("the connection was not made within {timeout:?}");
                Err(io::Error::new(io::ErrorKind::TimedOut, what).into())
            })
        })
    }
}
