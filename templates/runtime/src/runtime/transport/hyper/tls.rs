//! TLS of the default transport: whom it trusts, and what it says of itself.
//!
//! Certificates and keys come as the caller has them, and are read when the transport is built. The provider of the
//! cryptography is passed in, and never installed for the process.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use zeroize::Zeroizing;

use crate::runtime::transport::BoxError;

/// Certificates and keys, as they were given.
#[derive(Clone, Default)]
pub(crate) struct TlsSettings {
    pub(crate) roots: Vec<Vec<u8>>,
    /// A client's certificates and its key. The key's text is wiped when it is dropped.
    pub(crate) identity: Option<(Vec<u8>, Zeroizing<Vec<u8>>)>,
}

/// What was made of them.
pub(crate) struct Tls {
    /// For servers.
    pub(crate) servers: ClientConfig,
    /// For proxies, which are not told who the client is.
    pub(crate) proxies: ClientConfig,
    pub(crate) has_roots: bool,
}

/// Which of the settings can't be used, and why.
pub(crate) struct TlsProblem {
    pub(crate) problem: &'static str,
    pub(crate) source: BoxError,
}

impl TlsSettings {
    pub(crate) fn configure(&self) -> Result<Tls, TlsProblem> {
        let roots = self
            .root_store()
            .map_err(because("a root certificate can't be read"))?;
        let has_roots = !roots.is_empty();
        let roots = Arc::new(roots);
        let trusting =
            || builder().map(|builder| builder.with_root_certificates(Arc::clone(&roots)));
        let tls = || trusting().map_err(because("TLS can't be set up"));
        let servers = match &self.identity {
            Some((certificates, key)) => {
                let tls = tls()?;
                identity(certificates, key)
                    .and_then(|(certificates, key)| {
                        Ok(tls.with_client_auth_cert(certificates, key)?)
                    })
                    .map_err(because(
                        "the client certificate or its key can't be read, or they are no pair",
                    ))?
            }
            None => tls()?.with_no_client_auth(),
        };
        Ok(Tls {
            servers,
            proxies: tls()?.with_no_client_auth(),
            has_roots,
        })
    }

    fn root_store(&self) -> Result<RootCertStore, BoxError> {
        let mut roots = RootCertStore::empty();
        // A system may have certificates that rustls can't read. What it can read is enough.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for certificate in self.roots.iter().map(|bytes| parse(bytes)) {
            for certificate in certificate? {
                roots.add(certificate)?;
            }
        }
        Ok(roots)
    }
}

fn because(problem: &'static str) -> impl Fn(BoxError) -> TlsProblem {
    move |source| TlsProblem { problem, source }
}

fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, BoxError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?)
}

type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn identity(certificates: &[u8], key: &[u8]) -> Result<Identity, BoxError> {
    Ok((parse(certificates)?, PrivateKeyDer::from_pem_slice(key)?))
}

/// The certificates in a PEM text, or the one in DER.
fn parse(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    const BEGIN: &[u8] = b"-----BEGIN";
    if !bytes.windows(BEGIN.len()).any(|window| window == BEGIN) {
        return Ok(vec![CertificateDer::from(bytes.to_vec())]);
    }
    let certificates = CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>()?;
    if certificates.is_empty() {
        return Err("the PEM text has no certificate in it".into());
    }
    Ok(certificates)
}
