//! TLS settings of the default transport: root certificates and the client certificate.
//!
//! Certificates and keys are parsed when the transport is built. The crypto provider is passed
//! explicitly and never installed for the process.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use zeroize::Zeroizing;

use crate::runtime::types::boxed::BoxError;

/// Certificates and keys as the caller passed them.
#[derive(Clone, Default)]
pub(crate) struct TlsSettings {
    pub(crate) roots: Vec<Vec<u8>>,
    /// The client certificates and the private key, which is wiped when it is dropped.
    pub(crate) identity: Option<(Vec<u8>, Zeroizing<Vec<u8>>)>,
}

/// The resulting TLS configurations.
pub(crate) struct Tls {
    /// For servers.
    pub(crate) servers: ClientConfig,
    /// For proxies, without the client certificate.
    pub(crate) proxies: ClientConfig,
    pub(crate) has_roots: bool,
}

/// The setting that is invalid, and the cause.
pub(crate) struct TlsProblem {
    pub(crate) problem: &'static str,
    pub(crate) source: BoxError,
}

impl TlsSettings {
    pub(crate) fn configure(&self) -> Result<Tls, TlsProblem> {
        let roots = self
            .root_store()
            .map_err(because("a root certificate cannot be read"))?;
        let has_roots = !roots.is_empty();
        let roots = Arc::new(roots);
        let trusting =
            || builder().map(|builder| builder.with_root_certificates(Arc::clone(&roots)));
        let tls = || trusting().map_err(because("TLS cannot be configured"));
        let servers = match &self.identity {
            Some((certificates, key)) => {
                let tls = tls()?;
                identity(certificates, key)
                    .and_then(|(certificates, key)| {
                        Ok(tls.with_client_auth_cert(certificates, key)?)
                    })
                    .map_err(because(
                        "the client certificate or its key cannot be read, or they do not match",
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
        // System certificates that rustls cannot parse are skipped.
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

/// Parses certificates in PEM, or one in DER.
fn parse(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    const BEGIN: &[u8] = b"-----BEGIN";
    if !bytes.windows(BEGIN.len()).any(|window| window == BEGIN) {
        return Ok(vec![CertificateDer::from(bytes.to_vec())]);
    }
    let certificates = CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>()?;
    if certificates.is_empty() {
        return Err("the PEM text contains no certificate".into());
    }
    Ok(certificates)
}
