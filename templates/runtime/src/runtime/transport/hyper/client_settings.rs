//! Settings of the default transport on the builder of a client, which passes them on.

use std::time::Duration;

use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::transport::hyper::builder::HyperTransportBuilder;

/// Settings of the default transport. They have no effect on one of the caller's.
impl ClientBuilder {
    /// How long the default transport may take for a connection: to find the name's address, TCP, a proxy's part and
    /// TLS. 10 seconds, if not set.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.hyper(|hyper| hyper.connect_timeout(timeout))
    }

    /// Certificates that the default transport trusts in addition to the system's: PEM, with any number in it, or
    /// one in DER.
    pub fn root_certificates(self, certificates: impl AsRef<[u8]>) -> Self {
        self.hyper(|hyper| hyper.root_certificates(certificates))
    }

    /// What the default transport shows to a server that asks for a client certificate: the certificate, with those
    /// that link it to the server's root behind it, as PEM (or one in DER), and its private key as PEM. The key is
    /// never shown. See [`HyperTransportBuilder::client_certificate`].
    pub fn client_certificate(self, certificates: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        self.hyper(|hyper| hyper.client_certificate(certificates, key))
    }

    /// The proxy for all requests of the default transport, instead of those that the environment names: an `http`,
    /// `https`, `socks5` or `socks5h` URL, with a user and a password in it where the proxy asks for them. They are
    /// never shown. See [`HyperTransportBuilder::proxy`].
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.hyper(|hyper| hyper.proxy(url))
    }

    /// Takes the default transport's proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`) from variables of
    /// another place than the environment: what `lookup` gives for the name of each. See
    /// [`HyperTransportBuilder::proxy_variables`].
    pub fn proxy_variables(self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        self.hyper(|hyper| hyper.proxy_variables(lookup))
    }

    /// No proxy for the default transport, whatever the environment says.
    pub fn no_proxy(self) -> Self {
        self.hyper(HyperTransportBuilder::no_proxy)
    }

    fn hyper(mut self, set: impl FnOnce(HyperTransportBuilder) -> HyperTransportBuilder) -> Self {
        self.hyper = set(std::mem::take(&mut self.hyper));
        self
    }
}
