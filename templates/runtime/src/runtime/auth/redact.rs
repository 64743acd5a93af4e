//! Keeps keys out of messages, when a server repeats in its answer what it was sent.
//!
//! Before a text of the server goes into an error, every secret of the request that occurs in it is replaced.

use http::{HeaderMap, HeaderValue};

use crate::runtime::auth::api_key::EncodedKey;
use crate::runtime::call::Call;

/// Shorter texts occur by chance, and no key is that short.
const MIN_SECRET_LENGTH: usize = 4;

/// The secrets of one request.
pub(crate) struct Secrets<'a> {
    /// The raw text of the key, as the API hands it out.
    key: Option<&'a str>,
    values: Vec<&'a HeaderValue>,
}

impl<'a> Secrets<'a> {
    /// The key, every header of the call that is marked as sensitive, and those that hooks have set.
    pub(crate) fn of(
        call: &'a Call,
        key: Option<&'a EncodedKey>,
        hook_secrets: &'a [HeaderValue],
    ) -> Self {
        let maps = [
            &call.client.inner.headers,
            &call.headers.map,
            &call.options.headers.map,
        ];
        let set = maps.into_iter().flat_map(|map| map.values());
        // A value for the key's own header is a key, marked or not.
        let auth = call.client.inner.api.auth.as_ref();
        let own_key = |map: &'a HeaderMap| map.get(auth?.header);
        Self {
            key: key.map(|key| key.key.as_str()),
            values: set
                .filter(|value| value.is_sensitive())
                .chain(maps.into_iter().filter_map(own_key))
                .chain(key.map(|key| &key.value))
                .chain(hook_secrets)
                .collect(),
        }
    }

    /// The text without any of the secrets.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let values = self.values.iter();
        for value in values.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok()) {
            replace(&mut text, value);
            // `Basic abc` may come back as `abc`.
            if let Some((_, bare)) = value.split_once(' ') {
                replace(&mut text, bare);
            }
        }
        if let Some(key) = self.key {
            replace(&mut text, key);
        }
        text
    }
}

fn replace(text: &mut String, secret: &str) {
    if secret.len() >= MIN_SECRET_LENGTH && text.contains(secret) {
        *text = text.replace(secret, "[redacted]");
    }
}
