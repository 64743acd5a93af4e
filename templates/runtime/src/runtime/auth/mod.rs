//! Credentials: where they come from, how they are sent, and keeping them secret.
//!
//! A client holds a source for each security scheme that the caller has credentials for: a fixed
//! [`ApiKey`](crate::runtime::ApiKey), or a [`KeyProvider`](crate::runtime::KeyProvider) that is
//! asked before each attempt. The security of the API chooses the schemes of each request, and
//! [`redact`] removes credentials from error messages.

pub(crate) mod api_key;
pub(crate) mod basic;
pub(crate) mod cookie_key;
pub(crate) mod credential;
pub(crate) mod env;
pub(crate) mod header_key;
#[allow(
    dead_code,
    reason = "an SDK with OpenID Connect only needs it with a feature"
)]
pub(crate) mod oauth;
pub(crate) mod provider;
pub(crate) mod query_key;
pub(crate) mod redact;
pub(crate) mod requirements;
pub(crate) mod setters;
pub(crate) mod single_scheme;
