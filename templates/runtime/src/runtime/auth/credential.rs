//! The interface between a client and what authenticates its requests.
//!
//! The caller sets a [`CredentialSource`] for each security scheme that it has credentials for. For
//! each request, the [`Security`] of the API chooses the schemes, and their sources return a
//! [`Credential`] each, which adds itself to the request and is redacted in messages.

use std::fmt;

use http::{HeaderName, Request};

use crate::runtime::call::Call;
use crate::runtime::client::Client;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// Which security schemes the operations of an API require.
pub trait Security: fmt::Debug + Sync {
    /// The schemes whose credentials authenticate a request of this operation. `has` returns
    /// whether the client has credentials for a scheme.
    ///
    /// # Errors
    ///
    /// If the client lacks credentials that the operation requires. The error is a message that
    /// names them.
    fn schemes(
        &self,
        operation: &str,
        has: &dyn Fn(&str) -> bool,
    ) -> Result<&'static [&'static str], String>;

    /// Why a client without any credentials is useless, if it is.
    fn missing(&self) -> Option<&'static str>;

    /// Whether this header carries a credential.
    fn carries(&self, header: &HeaderName) -> bool;
}

/// A credential as it is sent. It owns how it is applied and how it is redacted.
pub(crate) trait Credential: Send + Sync {
    /// Adds itself to the request, unless the caller has set the same header, query parameter or
    /// cookie. An error is a message without the credential.
    fn apply(&self, call: &Call, request: &mut Request<Body>) -> Result<(), &'static str>;

    /// Notes that the server has rejected it. Returns whether the next request has another one.
    fn reject(&self) -> bool {
        false
    }

    /// Replaces itself in a text, in every spelling in which a server may return it.
    fn redact(&self, text: &mut String);
}

/// Where the credential of a scheme comes from.
pub(crate) trait CredentialSource: fmt::Debug + Send + Sync {
    /// Why it is invalid, if it is. Reported when the client is built.
    fn problem(&self) -> Option<&str>;

    /// The credential, if it is the same for all requests.
    fn fixed(&self) -> Option<&dyn Credential>;

    /// The credential for the next request. Called only if it is not fixed.
    fn provide<'a>(
        &'a self,
        client: &'a Client,
    ) -> BoxFuture<'a, Result<Box<dyn Credential>, BoxError>>;
}

/// The credential sources of a client, by security scheme.
#[derive(Debug, Default)]
pub(crate) struct Credentials(pub(crate) Vec<(&'static str, Box<dyn CredentialSource>)>);

impl Credentials {
    pub(crate) fn has(&self, scheme: &str) -> bool {
        self.get(scheme).is_some()
    }

    pub(crate) fn get(&self, scheme: &str) -> Option<&dyn CredentialSource> {
        let (_, source) = self.0.iter().find(|(known, _)| *known == scheme)?;
        Some(&**source)
    }

    pub(crate) fn sources(&self) -> impl Iterator<Item = &dyn CredentialSource> {
        self.0.iter().map(|(_, source)| &**source)
    }

    /// The credentials that are the same for all requests.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = &dyn Credential> {
        self.sources().filter_map(CredentialSource::fixed)
    }
}
