//! Access tokens of OAuth 2.0: requests them from the API's authorization server, caches them, and
//! replaces them before they expire.
//!
//! A [`grant`] says what the caller has in exchange for a token. The [`source`] of a client keeps
//! the current token. It finds the URLs in [`endpoints`] and sends [`request`]s to them through the
//! transport of the client.

pub(crate) mod device;
#[cfg(feature = "openid-connect")]
pub(crate) mod discovery;
pub(crate) mod endpoints;
pub(crate) mod grant;
pub(crate) mod request;
pub(crate) mod setter;
pub(crate) mod source;
pub(crate) mod token;
