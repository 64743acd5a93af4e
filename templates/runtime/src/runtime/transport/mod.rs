//! The interface between the runtime and an HTTP client.
//!
//! A transport sends one request and returns the response as soon as its headers have arrived; the
//! body is read later. A transport does not follow redirects, retry, or set timeouts for the
//! exchange: the client does.

pub(crate) mod body;
#[cfg(feature = "hyper")]
pub(crate) mod hyper;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use crate::runtime::transport::body::Body;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error.
pub type BoxError = Box<dyn StdError + Send + Sync>;

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
            source: source.into(),
        }
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
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
