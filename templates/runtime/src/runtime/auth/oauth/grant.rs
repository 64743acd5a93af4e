//! What a client exchanges for access tokens.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::runtime::auth::oauth::device::DevicePrompt;

/// Shows a user how to authorize a device.
pub(crate) type ShowPrompt = Arc<dyn Fn(&DevicePrompt) + Send + Sync>;

/// Stores a refresh token.
pub(crate) type StoreToken = Arc<dyn Fn(&str) + Send + Sync>;

/// What a client exchanges for access tokens of OAuth 2.0, and how.
///
/// The client requests a token when a call first needs one, uses it until shortly before it
/// expires, and then requests another one. If the API rejects a token earlier, with the status 401,
/// the client requests another one and sends the request again, once for each call.
#[derive(Clone)]
#[must_use]
pub struct OAuthGrant {
    pub(crate) kind: GrantKind,
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<Zeroizing<String>>,
    pub(crate) scopes: Option<String>,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) token_url: Option<String>,
    pub(crate) is_secret_in_body: bool,
    pub(crate) on_refresh_token: Option<StoreToken>,
}

/// The kinds of grants.
#[derive(Clone)]
pub(crate) enum GrantKind {
    ClientCredentials,
    RefreshToken(Zeroizing<String>),
    Device(ShowPrompt),
}

impl OAuthGrant {
    /// The id and the secret of the client itself (RFC 6749, section 4.4).
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        Self::new(GrantKind::ClientCredentials, client_id).client_secret(client_secret)
    }

    /// A refresh token (RFC 6749, section 6), which an application has received together with an
    /// earlier access token, for example after a user had signed in.
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<String>) -> Self {
        let token = Zeroizing::new(refresh_token.into());
        Self::new(GrantKind::RefreshToken(token), client_id)
    }

    /// A user who authorizes this device in a browser elsewhere (RFC 8628). `prompt` shows the user
    /// the URL and the code.
    ///
    /// The first call waits for the user, within its timeouts: set them to several minutes for that
    /// call. A call that times out leaves the authorization pending, and the next one continues it.
    pub fn device(
        client_id: impl Into<String>,
        prompt: impl Fn(&DevicePrompt) + Send + Sync + 'static,
    ) -> Self {
        Self::new(GrantKind::Device(Arc::new(prompt)), client_id)
    }

    fn new(kind: GrantKind, client_id: impl Into<String>) -> Self {
        Self {
            kind,
            client_id: client_id.into(),
            client_secret: None,
            scopes: None,
            parameters: Vec::new(),
            token_url: None,
            is_secret_in_body: false,
            on_refresh_token: None,
        }
    }

    /// Sets the secret of the client.
    pub fn client_secret(mut self, client_secret: impl Into<String>) -> Self {
        self.client_secret = Some(Zeroizing::new(client_secret.into()));
        self
    }

    /// Replaces the scopes that the API's operations require.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let scopes: Vec<String> = scopes.into_iter().map(Into::into).collect();
        self.scopes = Some(scopes.join(" "));
        self
    }

    /// Adds a parameter to each request for a token, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Replaces the API's URL for tokens.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sends the id and the secret of the client in the body, for servers that do not accept them
    /// in the header `authorization`.
    pub fn credentials_in_body(mut self) -> Self {
        self.is_secret_in_body = true;
        self
    }

    /// Calls a function with each new refresh token that the server returns, so that it can be
    /// stored. Many servers accept a refresh token only once.
    pub fn on_refresh_token(mut self, store: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Arc::new(store));
        self
    }
}

impl fmt::Debug for OAuthGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthGrant").finish_non_exhaustive()
    }
}
