//! The credentials that a caller sets on the builder of a client: fixed keys and key providers.

use std::fmt;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::credential::{Credential, CredentialSource};
use crate::runtime::auth::provider::KeyProvider;
use crate::runtime::client::Client;
use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// How the keys of a security scheme are sent.
// The parameter of functions that an SDK calls.
#[allow(private_interfaces, reason = "only the runtime creates credentials")]
pub trait KeyFormat: fmt::Debug + Sync {
    /// Formats a key. The error never contains it.
    #[doc(hidden)]
    fn credential(&self, key: ApiKey) -> Result<Box<dyn Credential>, String>;
}

/// Sets a fixed key for a security scheme, in place of an earlier credential.
pub fn with_key(
    mut builder: ClientBuilder,
    scheme: &'static str,
    format: &'static dyn KeyFormat,
    mut key: ApiKey,
) -> ClientBuilder {
    let variable = key.variable.take();
    let credential = format.credential(key);
    let credential = credential.map_err(|problem| match variable {
        Some(name) => format!("{problem} ({name})"),
        None => problem,
    });
    builder.set_credential(scheme, Box::new(FixedKey(credential)));
    builder
}

/// Sets a provider of keys for a security scheme, in place of an earlier credential.
pub fn with_key_provider(
    mut builder: ClientBuilder,
    scheme: &'static str,
    format: &'static dyn KeyFormat,
    provider: impl KeyProvider,
) -> ClientBuilder {
    let provider = Box::new(provider);
    builder.set_credential(scheme, Box::new(ProvidedKey { format, provider }));
    builder
}

impl ClientBuilder {
    /// Sets the credential source of a security scheme, in place of an earlier one.
    pub(crate) fn set_credential(
        &mut self,
        scheme: &'static str,
        source: Box<dyn CredentialSource>,
    ) {
        let all = &mut self.credentials.0;
        all.retain(|(known, _)| *known != scheme);
        all.push((scheme, source));
    }
}

/// A key that is the same for all requests, or why it is invalid.
pub(crate) struct FixedKey(pub(crate) Result<Box<dyn Credential>, String>);

impl CredentialSource for FixedKey {
    fn problem(&self) -> Option<&str> {
        self.0.as_ref().err().map(String::as_str)
    }

    fn fixed(&self) -> Option<&dyn Credential> {
        self.0.as_deref().ok()
    }

    fn provide<'a>(
        &'a self,
        _: &'a Client,
    ) -> BoxFuture<'a, Result<Box<dyn Credential>, BoxError>> {
        let problem = self.problem().unwrap_or("the key is fixed").to_owned();
        Box::pin(std::future::ready(Err(problem.into())))
    }
}

impl fmt::Debug for FixedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}

/// Keys from a provider, which is asked before each attempt.
struct ProvidedKey {
    format: &'static dyn KeyFormat,
    provider: Box<dyn KeyProvider>,
}

impl CredentialSource for ProvidedKey {
    fn problem(&self) -> Option<&str> {
        None
    }

    fn fixed(&self) -> Option<&dyn Credential> {
        None
    }

    fn provide<'a>(
        &'a self,
        _: &'a Client,
    ) -> BoxFuture<'a, Result<Box<dyn Credential>, BoxError>> {
        Box::pin(async { Ok(self.format.credential(self.provider.key().await?)?) })
    }
}

impl fmt::Debug for ProvidedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyProvider")
    }
}
