//! The default transport: HTTP/1.1 on hyper, TLS by rustls with ring.
//!
//! It trusts the system's root certificates and any that are added, keeps connections for later requests, and follows
//! no redirects. It needs a Tokio runtime with I/O and time enabled (`enable_all`).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::runtime::Handle;

use super::body::Body;
use super::error::{Error, Kind};
use super::hyper_connector::TimedConnector;
use super::transport::{BoxError, BoxFuture, Transport, TransportError};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The default transport. To clone it is cheap, and clones share their connections.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<TimedConnector, Body>,
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
            // Tokio would panic further down.
            if Handle::try_current().is_err() {
                return Err(TransportError::connect(
                    "the default transport needs a Tokio runtime",
                ));
            }
            say_that_it_is_empty(&mut request);
            match self.client.request(request).await {
                Ok(response) => Ok(response.map(Body::stream)),
                Err(error) if error.is_connect() => Err(TransportError::connect(error)),
                Err(error) => Err(TransportError::other(error)),
            }
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

/// Settings of a [`HyperTransport`] to be.
#[must_use]
#[derive(Clone)]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    certificates: Vec<Vec<u8>>,
}

impl HyperTransportBuilder {
    /// How long it may take to make a connection, TLS included. 10 seconds, if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Certificates to trust in addition to the system's: PEM, with any number in it, or one in DER.
    pub fn root_certificates(mut self, certificates: impl AsRef<[u8]>) -> Self {
        self.certificates.push(certificates.as_ref().to_vec());
        self
    }

    /// Reads the certificates and builds the transport. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// If a certificate that was added can't be read.
    pub fn build(self) -> Result<HyperTransport, Error> {
        let (config, has_roots) = self.tls_config().map_err(|source| {
            let problem = "a root certificate can't be read".to_owned();
            Error::new(Kind::Configuration(vec![problem])).caused_by(Some(source))
        })?;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Shared out among a name's addresses, so that one dead address does not use up the time of the others.
        tcp.set_connect_timeout(Some(self.connect_timeout));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let connector = TimedConnector {
            connector,
            timeout: self.connect_timeout,
            has_roots,
        };
        // hyper-util sends a request again only if a kept connection had closed before any of it was written.
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(HyperTransport { client })
    }

    fn tls_config(&self) -> Result<(ClientConfig, bool), BoxError> {
        let mut roots = RootCertStore::empty();
        // A system may have certificates that rustls can't read. What it can read is enough.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for certificate in self.certificates.iter().map(|bytes| parse(bytes)) {
            for certificate in certificate? {
                roots.add(certificate)?;
            }
        }
        let has_roots = !roots.is_empty();
        let config = ClientConfig::builder_with_provider(Arc::new(
            rustls::crypto::ring::default_provider(),
        ))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
        Ok((config, has_roots))
    }
}

impl Default for HyperTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            certificates: Vec::new(),
        }
    }
}

impl fmt::Debug for HyperTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

/// Sets `content-length: 0`, where the method means a body. hyper does not, and some servers then answer 411.
fn say_that_it_is_empty(request: &mut Request<Body>) {
    let means_a_body =
        matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if means_a_body && request.body().as_bytes().is_some_and(Bytes::is_empty) {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// The certificates in a PEM text, or the one in DER.
fn parse(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    const BEGIN: &[u8] = b"-----BEGIN";
    if !bytes.windows(BEGIN.len()).any(|window| window == BEGIN) {
        return Ok(vec![CertificateDer::from(bytes.to_vec())]);
    }
    let certificates =
        CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>()?;
    if certificates.is_empty() {
        return Err("the PEM text has no certificate in it".into());
    }
    Ok(certificates)
}
