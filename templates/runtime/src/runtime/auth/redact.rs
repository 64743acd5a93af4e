//! Redacts secrets in text that a server returns.
//!
//! Before text from the server becomes part of an error, every secret of the request that occurs in
//! it is replaced.

use http::{HeaderMap, HeaderValue};

use crate::runtime::auth::api_key::EncodedKey;
use crate::runtime::call::Call;

/// Shorter strings occur by chance, and no key is that short.
const MIN_SECRET_LENGTH: usize = 4;

/// The secrets of one request.
pub(crate) struct Secrets<'a> {
    /// The raw key, as the API issues it.
    key: Option<&'a str>,
    values: Vec<&'a HeaderValue>,
}

impl<'a> Secrets<'a> {
    /// The secrets are the key, all sensitive headers of the call, and those that hooks have set.
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
        // A value of the API key header is a secret even if it is not marked as sensitive.
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

    /// Replaces all secrets in the text.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let values = self.values.iter();
        for value in values.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok()) {
            replace(&mut text, value);
            // The server may return only `abc` of `Basic abc`.
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
