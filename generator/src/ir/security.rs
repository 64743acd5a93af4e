//! Security: the schemes of an API, and which of them its operations require.

use serde::Serialize;

use super::{Api, Docs, Operation};
use crate::pointer::Pointer;

/// Combinations of schemes, by their names. Each combination is sufficient. An empty one means that
/// no credential is needed, and no combinations mean the same.
pub type Alternatives = Vec<Vec<String>>;

/// How requests are authenticated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Security {
    /// The schemes that operations require, in the order of their first use.
    pub schemes: Vec<SecurityScheme>,
    /// What operations without a requirement of their own require.
    pub alternatives: Alternatives,
}

/// A way to authenticate requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecurityScheme {
    /// The name of the security scheme in the document.
    pub name: String,
    /// What is sent.
    pub kind: SchemeKind,
    /// The scopes that operations require, in the order of their first use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Whether it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description.
    pub docs: Docs,
    /// Its location.
    pub at: Pointer,
}

/// What authenticates a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SchemeKind {
    /// An API key.
    ApiKey {
        /// Where it is sent.
        location: KeyLocation,
        /// The name of the header, parameter or cookie.
        name: String,
    },
    /// A user name and a password (RFC 7617).
    Basic,
    /// Another scheme of HTTP authentication with this name, such as `Bearer` (RFC 6750).
    Http(String),
    /// An access token of OAuth 2.0.
    OAuth2(Vec<OAuthFlow>),
    /// An access token of the OpenID Connect provider that is described at this URL.
    OpenIdConnect(String),
    /// A client certificate, which is part of the connection.
    MutualTls,
}

/// The location of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KeyLocation {
    /// A header.
    Header,
    /// The query.
    Query,
    /// A cookie.
    Cookie,
}

/// A way to get an access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OAuthFlow {
    /// What the client has in exchange for a token.
    pub grant: OAuthGrant,
    /// The URL that returns tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_url: Option<String>,
    /// The URL that returns new tokens for refresh tokens, if it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
    /// The URL that starts the authorization of a device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_url: Option<String>,
}

/// The grant of an OAuth flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OAuthGrant {
    /// The browser receives the token.
    Implicit,
    /// The password of the user.
    Password,
    /// The id and secret of the client.
    ClientCredentials,
    /// A code that the browser receives.
    AuthorizationCode,
    /// The user authorizes a device without a browser (RFC 8628).
    DeviceAuthorization,
}

impl Api {
    /// What an operation requires.
    #[must_use]
    pub fn alternatives<'a>(&'a self, operation: &'a Operation) -> &'a Alternatives {
        let own = operation.security.as_ref();
        own.unwrap_or(&self.security.alternatives)
    }
}
