//! The interface between the runtime and an HTTP client.
//!
//! A transport sends one request and returns the response as soon as its headers have arrived; the
//! body is read later. A transport does not follow redirects, retry, or set timeouts for the
//! exchange: the client does.

pub(crate) mod body;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) mod framing;
#[cfg(feature = "hyper")]
pub(crate) mod hyper;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;

use std::error::Error as StdError;
use std::fmt;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
use std::io;
use std::sync::Arc;

#[cfg(any(feature = "hyper", feature = "reqwest"))]
use crate::runtime::error::cause::causes;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// An HTTP client that sends one request at a time.
///
/// The request's URI is absolute, and all headers are set except those of the connection (`host`,
/// `content-length`, ...). The response is returned unchanged, with any status. Dropping the future
/// or the response's body must abort the exchange.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and returns the response once its headers have arrived.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Why a transport got no response.
#[derive(Debug)]
pub struct TransportError {
    class: Class,
    is_permanent: bool,
    is_stale: bool,
    source: BoxError,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Connect,
    Unsendable,
    Other,
}

impl TransportError {
    /// The connection could not be established, so nothing of the request was sent.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::of(Class::Connect, source)
    }

    /// The transport can never send this request, so nothing of it was sent.
    pub fn unsendable(source: impl Into<BoxError>) -> Self {
        Self::of(Class::Unsendable, source)
    }

    /// The exchange failed later: the server may have received the request.
    pub fn other(source: impl Into<BoxError>) -> Self {
        Self::of(Class::Other, source)
    }

    /// Marks a failure that retrying cannot change, such as an untrusted certificate or a response
    /// that is not HTTP. The client does not retry it.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.is_permanent = true;
        self
    }

    /// Whether retrying cannot change the failure.
    pub fn is_permanent(&self) -> bool {
        self.is_permanent || self.is_unsendable()
    }

    /// Whether the connection could not be established.
    pub fn is_connect(&self) -> bool {
        self.class == Class::Connect
    }

    /// Whether the transport can never send the request.
    pub fn is_unsendable(&self) -> bool {
        self.class == Class::Unsendable
    }

    fn of(class: Class, source: impl Into<BoxError>) -> Self {
        Self {
            class,
            is_permanent: false,
            is_stale: false,
            source: source.into(),
        }
    }

    /// Marks the failure as permanent if one of its causes is: TLS, HTTP that cannot be parsed, or
    /// an invalid setting.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) fn classified(self) -> Self {
        let source: &(dyn StdError + 'static) = self.source.as_ref();
        if causes(source).any(is_permanent_cause) {
            self.permanent()
        } else {
            self
        }
    }

    /// Marks that a reused connection was closed before a response arrived.
    #[cfg(feature = "hyper")]
    pub(crate) fn stale(mut self) -> Self {
        self.is_stale = true;
        self
    }

    /// Whether a reused connection was closed before a response arrived.
    pub(crate) fn is_stale(&self) -> bool {
        self.is_stale
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

/// rustls reports its errors as [`io::ErrorKind::InvalidData`].
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn is_permanent_cause(cause: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "hyper")]
    if cause
        .downcast_ref::<::hyper::Error>()
        .is_some_and(::hyper::Error::is_parse)
    {
        return true;
    }
    cause.downcast_ref::<io::Error>().is_some_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
        )
    })
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.class {
            Class::Connect => "the connection could not be established",
            Class::Unsendable => "the request cannot be sent",
            Class::Other => "the connection failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_ref();
        Some(source)
    }
}
