//! Settings of the default transport, gathered and then checked as one.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use zeroize::Zeroizing;

use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::hyper::HyperTransport;
use crate::runtime::transport::hyper::connector::{Connector, TimedConnector, TimedParts};
use crate::runtime::transport::hyper::pools::Pools;
use crate::runtime::transport::hyper::proxy::{ProxySetting, Variables};
use crate::runtime::transport::hyper::tls::{TlsProblem, TlsSettings};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of a [`HyperTransport`] to be.
#[must_use]
#[derive(Clone)]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    tls: TlsSettings,
    proxies: ProxySetting,
}

impl HyperTransportBuilder {
    /// How long it may take to make a connection: to find the name's address, TCP, a proxy's part and TLS. 10 seconds,
    /// if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Certificates to trust in addition to the system's: PEM, with any number in it, or one in DER.
    pub fn root_certificates(mut self, certificates: impl AsRef<[u8]>) -> Self {
        self.tls.roots.push(certificates.as_ref().to_vec());
        self
    }

    /// What to show to a server that asks for a client certificate: the certificate, with those that link it to the
    /// server's root behind it, as PEM (or one in DER), and its private key as PEM (PKCS #8, PKCS #1 or SEC 1, not
    /// encrypted). Proxies do not get it.
    ///
    /// The key is never shown, and the text given here is wiped from memory when it has been read. What TLS keeps of
    /// it is not.
    pub fn client_certificate(
        mut self,
        certificates: impl AsRef<[u8]>,
        key: impl AsRef<[u8]>,
    ) -> Self {
        let key = Zeroizing::new(key.as_ref().to_vec());
        self.tls.identity = Some((certificates.as_ref().to_vec(), key));
        self
    }

    /// The proxy for all requests, instead of those that the environment names: an `http`, `https`, `socks5` or
    /// `socks5h` URL, such as `http://user:password@proxy.example:3128`. A user and a password in it are
    /// percent-encoded, and are never shown.
    ///
    /// `https` requests go through a tunnel (`CONNECT`), so that the proxy sees the host alone; `http` requests are
    /// passed on by it.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies = ProxySetting::Explicit(Variables::all(url.into()));
        self
    }

    /// Takes proxies from variables of another place than the environment: what `lookup` gives for the name of each.
    ///
    /// `HTTPS_PROXY` and `HTTP_PROXY` name the proxy for URLs of their kind, `ALL_PROXY` that for both, and `NO_PROXY`
    /// what is reached without any: hosts with all below them, addresses and networks (`10.0.0.0/8`), `*` for all,
    /// separated by commas. The lower-case names are read where the upper-case one is absent or empty. `HTTP_PROXY` is
    /// left out where `REQUEST_METHOD` is set, since under CGI it comes from the outside.
    pub fn proxy_variables(mut self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        self.proxies = ProxySetting::Explicit(Variables::read(lookup));
        self
    }

    /// No proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxies = ProxySetting::Disabled;
        self
    }

    /// Reads the certificates and the environment, and builds the transport. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// If a certificate or a key that was added can't be read, or a proxy's URL.
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
        // Shared out among a name's addresses, so that one dead address does not use up the time of the others.
        tcp.set_connect_timeout(Some(self.connect_timeout));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls.servers)
            .https_or_http()
            .enable_all_versions()
            .wrap_connector(Connector {
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
            pools: Arc::new(Pools::new(connector)),
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
