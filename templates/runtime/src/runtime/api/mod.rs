//! What is fixed about an API and its operations: data that an SDK states once, in statics.
//!
//! Each client points to one [`Api`], each call to one [`Operation`]. Nothing here acts.

use std::any::Any;
use std::fmt;

use http::Method;

use crate::runtime::response::rate_limit::RateLimitHeaders;
use crate::runtime::retry::rule::RetryRule;

/// Reads the body of an error.
type DecodeError = fn(&[u8]) -> Option<ApiError>;

/// What all operations of an API have in common.
#[derive(Debug)]
pub struct Api {
    /// The API's name, for messages.
    pub name: &'static str,
    /// Where the API is served, if the caller names no other place.
    pub base_url: &'static str,
    /// The `user-agent` header, if the caller sets no other.
    pub user_agent: &'static str,
    /// How a key is sent. `None` for an API without keys.
    pub auth: Option<AuthScheme>,
    /// Reads the API's error body; `None` for what is not one.
    pub decode_error: Option<DecodeError>,
    /// When and how the API's document says to try again. `None` where it does not say.
    pub retry: Option<RetryRule>,
    /// The headers by which answers tell of the caller's quota.
    pub rate_limit: RateLimitHeaders,
    /// The header by which an answer can be found again by those who sent it, in lower case.
    pub request_id: &'static str,
}

/// How a key becomes a header.
#[derive(Debug)]
#[allow(dead_code, reason = "an API without keys has none")]
pub struct AuthScheme {
    /// The header's name, in lower case.
    pub header: &'static str,
    /// What stands before the key, its space included.
    pub prefix: &'static str,
    /// How the key itself is written.
    pub encoding: KeyEncoding,
}

/// How a key is written in its header.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "an API uses one of them")]
pub enum KeyEncoding {
    /// As it is.
    Plain,
    /// In standard Base64, padded.
    Base64,
}

/// What an API says in the body of an error.
#[allow(dead_code, reason = "an API without an error schema has none")]
pub struct ApiError {
    /// The message for people.
    pub message: Option<String>,
    /// What the API's support asks for.
    pub correlation_id: Option<String>,
    /// The whole model of the body, where it has the types that the API's document says.
    pub model: Option<Box<dyn Any + Send + Sync>>,
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").finish_non_exhaustive()
    }
}

/// One operation of an API.
#[derive(Debug)]
pub struct Operation {
    /// The operation's id in the API's document.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, with `{name}` where a value goes.
    pub path: &'static str,
    /// Query and header parameters that a call must have.
    pub required: &'static [&'static str],
    /// What the document says of this operation alone about trying again.
    pub retry: Option<RetryRule>,
}
