//! Settings of the default transport on the client builder.

use std::time::Duration;

use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::transport::hyper::builder::HyperTransportBuilder;

/// Settings of the default transport. They have no effect on a custom transport.
impl ClientBuilder {
    /// Sets the timeout of the default transport for establishing a connection, including name
    /// resolution, TCP, the proxy and TLS. The default is 10 seconds.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.hyper(|hyper| hyper.connect_timeout(timeout))
    }

    /// Adds root certificates that the default transport trusts in addition to those of the system:
    /// PEM with any number of certificates, or one certificate in DER.
    pub fn root_certificates(self, certificates: impl AsRef<[u8]>) -> Self {
        self.hyper(|hyper| hyper.root_certificates(certificates))
    }

    /// Sets the client certificate of the default transport: the certificate followed by its
    /// intermediate certificates as PEM (or one certificate in DER), and the private key as PEM.
    /// The key is never shown. See [`HyperTransportBuilder::client_certificate`].
    pub fn client_certificate(self, certificates: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        self.hyper(|hyper| hyper.client_certificate(certificates, key))
    }

    /// Sets the proxy for all requests of the default transport, instead of those in the
    /// environment: an `http`, `https`, `socks5` or `socks5h` URL, optionally with a user and a
    /// password, which are never shown. See [`HyperTransportBuilder::proxy`].
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.hyper(|hyper| hyper.proxy(url))
    }

    /// Reads the proxy variables of the default transport (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`, `NO_PROXY`) by `lookup` instead of from the environment. See
    /// [`HyperTransportBuilder::proxy_variables`].
    pub fn proxy_variables(self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        self.hyper(|hyper| hyper.proxy_variables(lookup))
    }

    /// Disables proxies of the default transport, including those in the environment.
    pub fn no_proxy(self) -> Self {
        self.hyper(HyperTransportBuilder::no_proxy)
    }

    /// Sets how long the default transport keeps an idle connection for later requests. The default
    /// is 90 seconds. See [`HyperTransportBuilder::pool_idle_timeout`].
    pub fn pool_idle_timeout(self, timeout: Duration) -> Self {
        self.hyper(|hyper| hyper.pool_idle_timeout(timeout))
    }

    /// Sets how many idle connections the default transport keeps per host; 0 disables reuse. There
    /// is no limit by default.
    pub fn pool_max_idle_per_host(self, connections: usize) -> Self {
        self.hyper(|hyper| hyper.pool_max_idle_per_host(connections))
    }

    fn hyper(mut self, set: impl FnOnce(HyperTransportBuilder) -> HyperTransportBuilder) -> Self {
        self.hyper = set(std::mem::take(&mut self.hyper));
        self
    }
}
