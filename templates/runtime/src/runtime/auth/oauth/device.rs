//! The authorization of a device that has no browser (RFC 8628).

use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::runtime::auth::oauth::grant::OAuthGrant;
use crate::runtime::auth::oauth::request::{OAuthError, post};
use crate::runtime::auth::oauth::token::seconds;
use crate::runtime::client::Client;
use crate::runtime::types::boxed::BoxError;

/// The time between two requests if the server does not set it, and how much it grows.
const INTERVAL: Duration = Duration::from_secs(5);

/// What to show the user who authorizes a device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DevicePrompt {
    /// The code that the user enters.
    pub user_code: String,
    /// The URL that the user opens.
    pub verification_uri: String,
    /// A URL that contains the code.
    pub verification_uri_complete: Option<String>,
    /// How long the code is valid.
    pub expires_in: Duration,
}

/// An authorization that the user has not completed yet.
#[derive(Clone)]
pub(crate) struct PendingDevice {
    code: Zeroizing<String>,
    interval: Duration,
    expires: Instant,
}

impl PendingDevice {
    /// Starts an authorization. Returns what to show the user, too.
    pub(crate) async fn start(
        client: &Client,
        url: &str,
        grant: &OAuthGrant,
        scopes: &str,
    ) -> Result<(Self, DevicePrompt), BoxError> {
        let mut fields = Vec::new();
        // Otherwise the request has the id already.
        if grant.client_secret.is_some() && !grant.is_secret_in_body {
            fields.push(("client_id", grant.client_id.as_str()));
        }
        if !scopes.is_empty() {
            fields.push(("scope", scopes));
        }
        let response = post(client, url, grant, &fields).await?;
        let text = |key: &str| {
            let value = response.get(key).and_then(Value::as_str);
            value.map(str::to_owned)
        };
        let required = |key: &str| {
            text(key).ok_or_else(|| format!("the authorization server returned no `{key}`"))
        };
        let lifetime = response.get("expires_in").and_then(seconds).unwrap_or(1800);
        let lifetime = Duration::from_secs(lifetime);
        let interval = response.get("interval").and_then(seconds);
        let now = client.inner.clock.now();
        let pending = Self {
            code: Zeroizing::new(required("device_code")?),
            interval: interval.map_or(INTERVAL, Duration::from_secs),
            expires: now.checked_add(lifetime).unwrap_or(now),
        };
        let prompt = DevicePrompt {
            user_code: required("user_code")?,
            verification_uri: text("verification_uri")
                .or_else(|| text("verification_url"))
                .ok_or("the authorization server returned no `verification_uri`")?,
            verification_uri_complete: text("verification_uri_complete"),
            expires_in: lifetime,
        };
        Ok((pending, prompt))
    }

    /// Whether the user can still complete it.
    pub(crate) fn is_open(&self, now: Instant) -> bool {
        now < self.expires
    }

    /// Waits until the user has completed it, and returns the response with the token.
    pub(crate) async fn wait(
        mut self,
        client: &Client,
        url: &str,
        grant: &OAuthGrant,
    ) -> Result<Map<String, Value>, BoxError> {
        let mut fields = vec![
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.code.as_str()),
        ];
        if grant.client_secret.is_some() && !grant.is_secret_in_body {
            fields.push(("client_id", grant.client_id.as_str()));
        }
        loop {
            client.inner.clock.sleep(self.interval).await;
            let error = match post(client, url, grant, &fields).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let code = error
                .downcast_ref::<OAuthError>()
                .map(|error| error.code.as_str());
            match code {
                Some("authorization_pending") => {}
                Some("slow_down") => self.interval += INTERVAL,
                _ => return Err(error),
            }
        }
    }
}
