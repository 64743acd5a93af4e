//! Constant data about an API and its operations, which an SDK defines in statics.
//!
//! Each client refers to one [`Api`], each call to one [`Operation`].

use std::any::Any;
use std::fmt;

use http::Method;

use crate::runtime::auth::credential::Security;
use crate::runtime::response::rate_limit::RateLimitHeaders;
use crate::runtime::retry::documented_rule::RetryRule;

/// Decodes the body of an error response.
type DecodeError = fn(&[u8]) -> Option<ApiError>;

/// What all operations of an API have in common.
#[derive(Debug)]
pub struct Api {
    /// The API's name, for messages.
    pub name: &'static str,
    /// The default base URL.
    pub base_url: &'static str,
    /// The default `user-agent` header.
    pub user_agent: &'static str,
    /// Which credentials its operations require. `None` for an API without credentials.
    pub auth: Option<&'static dyn Security>,
    /// Decodes the API's error model; returns `None` if the body does not match it.
    pub decode_error: Option<DecodeError>,
    /// The retry rule in the API's document, if it has one.
    pub retry: Option<RetryRule>,
    /// The response headers with the caller's quota.
    pub rate_limit: RateLimitHeaders,
    /// The response header with the server's id of the request, in lower case.
    pub request_id: &'static str,
}

/// The content of an API's error body.
#[allow(dead_code, reason = "an API without an error schema has none")]
pub struct ApiError {
    /// The human-readable message.
    pub message: Option<String>,
    /// The correlation id, which the API's support asks for.
    pub correlation_id: Option<String>,
    /// The validation messages.
    pub details: Vec<String>,
    /// The decoded model, if the body matches the API's document.
    pub model: Option<Box<dyn Any + Send + Sync>>,
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").finish_non_exhaustive()
    }
}

/// An operation of an API.
#[derive(Debug)]
pub struct Operation {
    /// The operation id in the API's document.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, with `{name}` for each path parameter.
    pub path: &'static str,
    /// The retry rule of this operation in the API's document, if it has one.
    pub retry: Option<RetryRule>,
}

/// Defines a constructor for each HTTP method.
macro_rules! constructors {
    ($($name:ident: $method:ident),+) => {
        $(
            #[doc = concat!("An operation with the method `", stringify!($method), "`.")]
            pub const fn $name(id: &'static str, path: &'static str) -> Self {
                Self {
                    id,
                    method: Method::$method,
                    path,
                    retry: None,
                }
            }
        )+
    };
}

#[allow(dead_code, reason = "an API uses some of them")]
impl Operation {
    constructors!(
        get: GET, put: PUT, post: POST, delete: DELETE,
        options: OPTIONS, head: HEAD, patch: PATCH, trace: TRACE, query: QUERY
    );

    /// An operation with a method that HTTP does not define. The generator has checked that its
    /// name is valid.
    pub fn other(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            method: Method::from_bytes(method.as_bytes()).unwrap_or_default(),
            ..Self::get(id, path)
        }
    }

    /// Sets the operation's own retry rule.
    pub const fn retry(mut self, rule: RetryRule) -> Self {
        self.retry = Some(rule);
        self
    }
}
