//! The response to a request for a token (RFC 6749, section 5.1).

use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::runtime::types::boxed::BoxError;

/// How long before its expiry a token is replaced, unless its lifetime is short.
const MARGIN: Duration = Duration::from_secs(60);

/// An access token.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) value: Zeroizing<String>,
    /// When the server stops accepting it, if it says so.
    expires: Option<Instant>,
    /// When to replace it.
    replace: Option<Instant>,
}

impl Token {
    /// Reads a response that arrived now, and the refresh token in it.
    pub(crate) fn read(
        response: &Map<String, Value>,
        now: Instant,
    ) -> Result<(Self, Option<Zeroizing<String>>), BoxError> {
        let text = |key: &str| response.get(key).and_then(Value::as_str);
        let kind = text("token_type").unwrap_or("Bearer");
        if !kind.eq_ignore_ascii_case("bearer") {
            return Err(format!("the token type `{kind}` is not supported").into());
        }
        let value = text("access_token").filter(|value| !value.is_empty());
        let value = value.ok_or("the authorization server returned no access token")?;
        let lifetime = response.get("expires_in").and_then(seconds);
        let lifetime = lifetime.map(Duration::from_secs);
        let at = |after: Duration| now.checked_add(after);
        let token = Self {
            value: Zeroizing::new(value.to_owned()),
            expires: lifetime.and_then(at),
            // A tenth of a short lifetime is left for requests on their way.
            replace: lifetime
                .map(|lifetime| lifetime.saturating_sub(MARGIN.min(lifetime / 10)))
                .and_then(at),
        };
        let refresh = text("refresh_token").map(|token| Zeroizing::new(token.to_owned()));
        Ok((token, refresh))
    }

    /// Whether the server accepts it.
    pub(crate) fn is_valid(&self, now: Instant) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    /// Whether it need not be replaced yet.
    pub(crate) fn is_fresh(&self, now: Instant) -> bool {
        self.replace.is_none_or(|replace| now < replace)
    }
}

/// A number of seconds. Some servers send a string or a fraction.
pub(crate) fn seconds(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_u64().or_else(|| {
            Duration::try_from_secs_f64(other.as_f64()?)
                .ok()
                .map(|time| time.as_secs())
        }),
    }
}
