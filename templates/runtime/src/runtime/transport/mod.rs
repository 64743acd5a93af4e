//! The trait between this core and whatever speaks HTTP.
//!
//! One request goes in, one response comes out as soon as its headers are there; its body is read later. A transport
//! follows no redirects, retries nothing and sets no timeouts of its own for the exchange: the client does.

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

/// Something that sends HTTP requests.
///
/// The request's URI is absolute, and every header is set but those of the connection (`host`, `content-length`, ...).
/// The response is returned as the server gave it, whatever its status. To drop the future, or the response's body,
/// is to give up the exchange.
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
    /// No connection could be made, so nothing of the request was sent.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::of(Class::Connect, source)
    }

    /// The transport can't send this request, now or later, so nothing of it was sent.
    pub fn unsendable(source: impl Into<BoxError>) -> Self {
        Self::of(Class::Unsendable, source)
    }

    /// It failed later: the server may have seen the request.
    pub fn other(source: impl Into<BoxError>) -> Self {
        Self::of(Class::Other, source)
    }

    /// Whether the connection could not be made.
    pub fn is_connect(&self) -> bool {
        self.class == Class::Connect
    }

    /// Whether the request can't be sent at all.
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
            Class::Connect => "no connection could be made",
            Class::Unsendable => "the request can't be sent",
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
