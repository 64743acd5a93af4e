//! Builds the default transport from its settings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use zeroize::Zeroizing;

use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::hyper::HyperTransport;
use crate::runtime::transport::hyper::connector::{Connector, TimedConnector, TimedParts};
use crate::runtime::transport::hyper::pools::{PoolSettings, Pools};
use crate::runtime::transport::hyper::proxy_settings::{ProxySetting, Variables};
use crate::runtime::transport::hyper::tls::{TlsProblem, TlsSettings};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of a [`HyperTransport`].
#[must_use]
#[derive(Clone)]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    tls: TlsSettings,
    proxies: ProxySetting,
    pool: PoolSettings,
}

impl HyperTransportBuilder {
    /// Sets the timeout for establishing a connection, including name resolution, TCP, the proxy
    /// and TLS. The default is 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Adds trusted root certificates to those of the system: PEM with any number of certificates,
    /// or one certificate in DER.
    pub fn root_certificates(mut self, certificates: impl AsRef<[u8]>) -> Self {
        self.tls.roots.push(certificates.as_ref().to_vec());
        self
    }

    /// Sets the client certificate: the certificate followed by its intermediate certificates as
    /// PEM (or one certificate in DER), and the private key as PEM (PKCS #8, PKCS #1 or SEC 1, not
    /// encrypted). It is not sent to proxies.
    ///
    /// The key is never shown, and the text passed here is wiped from memory after it has been
    /// parsed. The copy that the TLS library keeps is not wiped.
    pub fn client_certificate(
        mut self,
        certificates: impl AsRef<[u8]>,
        key: impl AsRef<[u8]>,
    ) -> Self {
        let key = Zeroizing::new(key.as_ref().to_vec());
        self.tls.identity = Some((certificates.as_ref().to_vec(), key));
        self
    }

    /// Sets the proxy for all requests, instead of those in the environment: an `http`, `https`,
    /// `socks5` or `socks5h` URL, such as `http://user:password@proxy.example:3128`. The user and
    /// the password are percent-encoded, and are never shown.
    ///
    /// `https` requests use a tunnel (`CONNECT`), so the proxy only sees the host; `http` requests
    /// are forwarded by the proxy.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies = ProxySetting::Explicit(Variables::all(url.into()));
        self
    }

    /// Reads the proxy variables by `lookup` instead of from the environment.
    ///
    /// `HTTPS_PROXY` and `HTTP_PROXY` are the proxies for URLs of their scheme, `ALL_PROXY` for
    /// both. `NO_PROXY` lists what is reached without a proxy, separated by commas: hosts including
    /// their subdomains, addresses and networks (`10.0.0.0/8`), or `*` for everything. The
    /// lower-case name is read if the upper-case one is missing or empty. `HTTP_PROXY` is ignored
    /// if `REQUEST_METHOD` is set, because under CGI it may come from a request header.
    pub fn proxy_variables(mut self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        self.proxies = ProxySetting::Explicit(Variables::read(lookup));
        self
    }

    /// Disables proxies, including those in the environment.
    pub fn no_proxy(mut self) -> Self {
        self.proxies = ProxySetting::Disabled;
        self
    }

    /// Sets how long an idle connection is kept for later requests. The default is 90 seconds. A
    /// value below the server's own idle timeout avoids requests on connections that the server
    /// closes.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool.idle_timeout = timeout;
        self
    }

    /// Sets how many idle connections are kept per host; 0 disables reuse. There is no limit by
    /// default.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.pool.max_idle_per_host = connections;
        self
    }

    /// Reads the certificates and the environment, and builds the transport. It does not connect.
    ///
    /// # Errors
    ///
    /// If a certificate, a key or the URL of a proxy is invalid.
    pub fn build(self) -> Result<HyperTransport, Error> {
        let refused = |problem| Error::new(Kind::Configuration(vec![problem]));
        let proxies = self.proxies.proxies().map_err(refused)?.map(Arc::new);
        let tls = self
            .tls
            .configure()
            .map_err(|TlsProblem { problem, source }| {
                refused(problem.to_owned()).with_source(Some(source))
            })?;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Divided among the addresses of a name, so that one dead address does not use up the whole
        // timeout.
        tcp.set_connect_timeout(Some(self.connect_timeout));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls.servers)
            .https_or_http()
            .enable_http1();
        #[cfg(feature = "http2")]
        let connector = connector.enable_http2();
        let connector = connector.wrap_connector(Connector {
            proxy: HttpsConnector::from((tcp.clone(), tls.proxies)),
            tcp,
            proxies: proxies.clone(),
        });
        let connector = TimedConnector(Arc::new(TimedParts {
            connector,
            timeout: self.connect_timeout,
            has_roots: tls.has_roots,
        }));
        Ok(HyperTransport {
            pools: Arc::new(Pools::new(connector, self.pool)),
            proxies,
        })
    }
}

impl Default for HyperTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            tls: TlsSettings::default(),
            proxies: ProxySetting::default(),
            pool: PoolSettings::default(),
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
