//! Keeps keys out of messages, when a server repeats in its answer what it was sent.
//!
//! Before a text of the server goes into an error, every secret of the request that occurs in it is replaced.

use http::{HeaderMap, HeaderValue};

use super::client::Client;

/// Shorter texts occur by chance, and no key is that short.
const SHORTEST: usize = 4;

/// The secrets of one request.
pub(super) struct Secrets {
    client: Client,
    values: Vec<HeaderValue>,
}

impl Secrets {
    /// The client's key, and every header that is marked as sensitive.
    pub(super) fn of(client: &Client, headers: &HeaderMap) -> Self {
        let values =
            headers.values().filter(|value| value.is_sensitive()).cloned().collect();
        Self {
            client: client.clone(),
            values,
        }
    }

    /// The text without any of the secrets.
    pub(super) fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for value in self
            .values
            .iter()
            .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
        {
            replace(&mut text, value);
            // `Basic abc` may come back as `abc`.
            if let Some((_, bare)) = value.split_once(' ') {
                replace(&mut text, bare);
            }
        }
        if let Some(key) = self
            .client
            .inner
            .credentials
            .as_ref()
            .map(|credentials| credentials.key.as_str())
        {
            replace(&mut text, key);
        }
        text
    }
}

fn replace(text: &mut String, secret: &str) {
    if secret.len() >= SHORTEST && text.contains(secret) {
        *text = text.replace(secret, "[redacted]");
    }
}
