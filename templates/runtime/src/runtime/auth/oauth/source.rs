//! The current access token of a client.
//!
//! One call at a time requests a token, and the others wait for it. A token that cannot be replaced
//! is used until it expires. One that the server rejects is dropped, unless another call has
//! replaced it already.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use http::Request;
use zeroize::Zeroizing;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::credential::{Credential, CredentialSource};
use crate::runtime::auth::oauth::device::PendingDevice;
use crate::runtime::auth::oauth::endpoints::Endpoints;
use crate::runtime::auth::oauth::grant::{GrantKind, OAuthGrant, ShowPrompt};
use crate::runtime::auth::oauth::request::post;
use crate::runtime::auth::oauth::token::Token;
use crate::runtime::auth::setters::KeyFormat;
use crate::runtime::call::Call;
use crate::runtime::client::Client;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// Requests and keeps the access tokens of one security scheme.
pub(crate) struct TokenSource {
    pub(crate) format: &'static dyn KeyFormat,
    pub(crate) endpoints: Box<dyn Endpoints>,
    pub(crate) grant: OAuthGrant,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// The latest refresh token from the server.
    refresh: Option<Zeroizing<String>>,
    /// An authorization that a user has not completed yet.
    device: Option<PendingDevice>,
    /// Whether a call is requesting a token.
    is_requesting: bool,
    waiting: Vec<Waker>,
}

impl TokenSource {
    pub(crate) fn new(
        format: &'static dyn KeyFormat,
        endpoints: Box<dyn Endpoints>,
        grant: OAuthGrant,
    ) -> Self {
        Self {
            format,
            endpoints,
            grant,
            state: Arc::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    /// Whether a token can be requested without the user.
    fn is_renewable(&self) -> bool {
        !matches!(self.grant.kind, GrantKind::Device(_)) || self.state().refresh.is_some()
    }

    async fn token(&self, client: &Client) -> Result<Token, BoxError> {
        let turn = poll_fn(|context| {
            let mut state = self.state();
            let now = client.inner.clock.now();
            if let Some(token) = state.token.as_ref().filter(|token| token.is_fresh(now)) {
                return Poll::Ready(Err(token.clone()));
            }
            if state.is_requesting {
                state.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            state.is_requesting = true;
            Poll::Ready(Ok(Turn(self)))
        });
        let _turn = match turn.await {
            Ok(turn) => turn,
            Err(token) => return Ok(token),
        };
        let requested = self.request(client).await;
        let mut state = self.state();
        match requested {
            Ok((token, refresh)) => {
                state.token = Some(token.clone());
                if let Some(refresh) = refresh {
                    if let Some(store) = &self.grant.on_refresh_token {
                        store(&refresh);
                    }
                    state.refresh = Some(refresh);
                }
                Ok(token)
            }
            Err(error) => {
                let now = client.inner.clock.now();
                let earlier = state.token.as_ref();
                let earlier = earlier.filter(|token| token.is_valid(now));
                earlier.cloned().ok_or(error)
            }
        }
    }

    async fn request(
        &self,
        client: &Client,
    ) -> Result<(Token, Option<Zeroizing<String>>), BoxError> {
        let kind = &self.grant.kind;
        // The server may have returned a refresh token for a device, and replaced an earlier one.
        let refresh = self.state().refresh.clone().or_else(|| match kind {
            GrantKind::RefreshToken(token) => Some(token.clone()),
            _ => None,
        });
        let refresh = refresh.filter(|_| !matches!(kind, GrantKind::ClientCredentials));
        let used = refresh.map(GrantKind::RefreshToken).unwrap_or(kind.clone());
        let url = match &self.grant.token_url {
            Some(url) => Some(url.clone()),
            None => self.endpoints.token(&used, client).await?,
        };
        let url = url.ok_or("the API's document has no URL for tokens of this grant")?;
        let scopes = self.grant.scopes.as_deref();
        let scopes = scopes.unwrap_or_else(|| self.endpoints.scopes());
        let response = match &used {
            GrantKind::Device(prompt) => {
                let pending = self.pending_device(client, scopes, prompt).await?;
                let waited = pending.wait(client, &url, &self.grant).await;
                self.state().device = None;
                waited?
            }
            used => {
                let mut fields = match used {
                    GrantKind::RefreshToken(token) => vec![
                        ("grant_type", "refresh_token"),
                        ("refresh_token", token.as_str()),
                    ],
                    _ => vec![("grant_type", "client_credentials")],
                };
                // A refresh token has its scopes already.
                let is_refresh = matches!(used, GrantKind::RefreshToken(_));
                let is_sent = !is_refresh || self.grant.scopes.is_some();
                if is_sent && !scopes.is_empty() {
                    fields.push(("scope", scopes));
                }
                post(client, &url, &self.grant, &fields).await?
            }
        };
        Token::read(&response, client.inner.clock.now())
    }

    /// The authorization that an earlier call has started, or a new one.
    async fn pending_device(
        &self,
        client: &Client,
        scopes: &str,
        prompt: &ShowPrompt,
    ) -> Result<PendingDevice, BoxError> {
        let now = client.inner.clock.now();
        let earlier = self.state().device.clone();
        if let Some(earlier) = earlier.filter(|device| device.is_open(now)) {
            return Ok(earlier);
        }
        let url = self.endpoints.device(client).await?;
        let url = url.ok_or("the API's document has no URL for the authorization of devices")?;
        let (pending, shown) = PendingDevice::start(client, &url, &self.grant, scopes).await?;
        self.state().device = Some(pending.clone());
        prompt(&shown);
        Ok(pending)
    }
}

impl CredentialSource for TokenSource {
    fn problem(&self) -> Option<&str> {
        let is_missing = self.grant.client_id.is_empty();
        is_missing.then_some("the client id is empty")
    }

    fn fixed(&self) -> Option<&dyn Credential> {
        None
    }

    fn provide<'a>(
        &'a self,
        client: &'a Client,
    ) -> BoxFuture<'a, Result<Box<dyn Credential>, BoxError>> {
        Box::pin(async {
            let token = self.token(client).await?;
            let credential: Box<dyn Credential> = Box::new(TokenCredential {
                credential: self.format.credential(ApiKey::new(&*token.value))?,
                token: token.value,
                state: Arc::clone(&self.state),
                is_renewable: self.is_renewable(),
            });
            Ok(credential)
        })
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.grant.fmt(f)
    }
}

/// A token of a source, as it is sent.
struct TokenCredential {
    credential: Box<dyn Credential>,
    token: Zeroizing<String>,
    state: Arc<Mutex<State>>,
    is_renewable: bool,
}

impl Credential for TokenCredential {
    fn apply(&self, call: &Call, request: &mut Request<Body>) -> Result<(), &'static str> {
        self.credential.apply(call, request)
    }

    fn reject(&self) -> bool {
        if self.is_renewable {
            let mut state = locked(&self.state);
            // Another call may have replaced it.
            state.token.take_if(|token| token.value == self.token);
        }
        self.is_renewable
    }

    fn redact(&self, text: &mut String) {
        self.credential.redact(text);
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The right to request a token. Dropping it, also when the call is abandoned, lets the next call
/// continue.
struct Turn<'a>(&'a TokenSource);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_requesting = false;
        for waker in state.waiting.drain(..) {
            waker.wake();
        }
    }
}
