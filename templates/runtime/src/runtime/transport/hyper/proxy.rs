//! Connects through a proxy: an HTTP tunnel, a proxy that forwards plain requests, or SOCKS 5.

use std::io;

use http::Uri;
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use tower_service::Service;

use crate::runtime::transport::hyper::connector::{Connector, is_https};
use crate::runtime::transport::hyper::proxy_settings::Proxy;
use crate::runtime::transport::hyper::stream::Stream;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

impl Connector {
    /// A stream to the server through a tunnel, or to the proxy itself for requests that it
    /// forwards.
    pub(crate) fn through(
        &mut self,
        proxy: Proxy,
        server: Uri,
    ) -> BoxFuture<'static, Result<Stream, BoxError>> {
        match proxy {
            Proxy::Http { uri, authorization } if is_https(&server) => {
                let mut tunnel = Tunnel::new(uri, self.proxy.clone());
                if let Some(value) = authorization {
                    tunnel = tunnel.with_auth(value);
                }
                let connecting = tunnel.call(server);
                Box::pin(async move {
                    let stream = connecting.await.map_err(tunnel_error)?;
                    Ok(Stream::to_server(stream))
                })
            }
            Proxy::Http { uri, .. } => {
                let connecting = self.proxy.call(uri);
                Box::pin(async move { Ok(Stream::to_proxy(connecting.await?)) })
            }
            Proxy::Socks {
                uri,
                user,
                resolves,
            } => {
                let mut socks = SocksV5::new(uri, self.tcp.clone()).local_dns(!resolves);
                if let Some((name, password)) = user {
                    socks = socks.with_auth(name, password);
                }
                let connecting = socks.call(server);
                Box::pin(async move {
                    let stream = connecting.await.map_err(BoxError::from)?;
                    Ok(Stream::to_server(MaybeHttpsStream::Http(stream)))
                })
            }
        }
    }
}

/// Marks wrong proxy credentials as an invalid setting. The type of the error is not public.
fn tunnel_error(error: impl Into<BoxError>) -> BoxError {
    let error = error.into();
    if error.to_string().ends_with("authorization required") {
        return io::Error::new(io::ErrorKind::InvalidInput, error).into();
    }
    error
}
