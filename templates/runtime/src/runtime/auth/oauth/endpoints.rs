//! The URLs of an authorization server.

use std::fmt;

use crate::runtime::auth::oauth::grant::GrantKind;
use crate::runtime::client::Client;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// The URLs of an authorization server, as the API's document has them.
#[derive(Debug)]
pub struct OAuthEndpoints {
    /// For the credentials of a client.
    pub client_credentials: Option<&'static str>,
    /// For refresh tokens.
    pub refresh_token: Option<&'static str>,
    /// For the token of a device.
    pub device_token: Option<&'static str>,
    /// For the authorization of a device.
    pub device_authorization: Option<&'static str>,
    /// The scopes that operations require, with spaces between them.
    pub scopes: &'static str,
}

/// Finds the URLs of an authorization server.
pub(crate) trait Endpoints: fmt::Debug + Send + Sync {
    /// The URL for tokens of this kind of grant.
    fn token<'a>(&'a self, kind: &'a GrantKind, client: &'a Client) -> Lookup<'a>;

    /// The URL that authorizes devices.
    fn device<'a>(&'a self, client: &'a Client) -> Lookup<'a>;

    /// The scopes that operations require.
    fn scopes(&self) -> &str;
}

/// A URL, if the server has it.
pub(crate) type Lookup<'a> = BoxFuture<'a, Result<Option<String>, BoxError>>;

impl Endpoints for &'static OAuthEndpoints {
    fn token<'a>(&'a self, kind: &'a GrantKind, _: &'a Client) -> Lookup<'a> {
        let url = match kind {
            GrantKind::ClientCredentials => self.client_credentials,
            GrantKind::RefreshToken(_) => self.refresh_token,
            GrantKind::Device(_) => self.device_token,
        };
        Box::pin(std::future::ready(Ok(url.map(str::to_owned))))
    }

    fn device<'a>(&'a self, _: &'a Client) -> Lookup<'a> {
        let url = self.device_authorization.map(str::to_owned);
        Box::pin(std::future::ready(Ok(url)))
    }

    fn scopes(&self) -> &str {
        self.scopes
    }
}
