//! A certificate authority, and TLS servers with certificates that it signed.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{
    RootCertStore, ServerConfig, SupportedProtocolVersion, crypto, version,
};

pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
pub(crate) struct Pair {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

/// The TLS settings of a server.
#[derive(Default)]
pub(crate) struct TlsServer<'a> {
    /// The only TLS version, instead of both.
    pub(crate) version: Option<&'static SupportedProtocolVersion>,
    /// The protocols that are offered by ALPN.
    pub(crate) alpn: &'a [&'a str],
    /// The authority that must have signed the certificates of clients.
    pub(crate) clients: Option<&'a Authority>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(authority, key).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.0.der().to_vec()
    }

    pub(crate) fn sign(&self, name: &str) -> Pair {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Pair { certificate, key }
    }

    /// A TLS server with a certificate for this name.
    pub(crate) fn server(&self, name: &str, settings: TlsServer<'_>) -> TlsAcceptor {
        let pair = self.sign(name);
        let provider = Arc::new(crypto::ring::default_provider());
        let versions = settings
            .version
            .map_or(vec![&version::TLS13, &version::TLS12], |version| {
                vec![version]
            });
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&versions)
            .unwrap();
        let builder = match settings.clients {
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.der().into()).unwrap();
                let roots = Arc::new(roots);
                let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider);
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
            None => builder.with_no_client_auth(),
        };
        let key = PrivateKeyDer::try_from(pair.key.serialize_der()).unwrap();
        let chain = vec![pair.certificate.der().clone()];
        let mut config = builder.with_single_cert(chain, key).unwrap();
        config.alpn_protocols = settings
            .alpn
            .iter()
            .map(|name| name.as_bytes().to_vec())
            .collect();
        TlsAcceptor::from(Arc::new(config))
    }
}

impl Pair {
    pub(crate) fn certificate(&self) -> String {
        self.certificate.pem()
    }

    pub(crate) fn key(&self) -> String {
        self.key.serialize_pem()
    }
}
