//! Redacts secrets in text that a server returns.
//!
//! Before text from the server becomes part of an error, every secret of the request that occurs in
//! it is replaced.

use http::HeaderValue;

use crate::runtime::auth::credential::Credential;
use crate::runtime::call::Call;

/// Shorter strings occur by chance, and no key is that short.
const MIN_SECRET_LENGTH: usize = 4;

/// The secrets of one request.
pub(crate) struct Secrets<'a> {
    credentials: Vec<&'a dyn Credential>,
    values: Vec<&'a HeaderValue>,
}

impl<'a> Secrets<'a> {
    /// The secrets are the client's credentials, those that were provided for the request, all
    /// sensitive headers of the call, and those that hooks have set.
    pub(crate) fn of(
        call: &'a Call,
        provided: &'a [Box<dyn Credential>],
        hook_secrets: &'a [HeaderValue],
    ) -> Self {
        let maps = [
            &call.client.inner.headers,
            &call.headers.map,
            &call.options.headers.map,
        ];
        let set = maps.into_iter().flatten();
        // A value of a credential's header is a secret even if it is not marked as sensitive.
        let auth = call.client.inner.api.auth;
        let secret = set.filter(|(name, value)| {
            value.is_sensitive() || auth.is_some_and(|auth| auth.carries(name))
        });
        let fixed = call.client.inner.credentials.fixed();
        Self {
            credentials: fixed
                .chain(provided.iter().map(|credential| &**credential))
                .collect(),
            values: secret.map(|(_, value)| value).chain(hook_secrets).collect(),
        }
    }

    /// Replaces all secrets in the text.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for value in &self.values {
            replace_header(&mut text, value);
        }
        for credential in &self.credentials {
            credential.redact(&mut text);
        }
        text
    }
}

/// Replaces a header value.
pub(crate) fn replace_header(text: &mut String, value: &HeaderValue) {
    let Ok(value) = std::str::from_utf8(value.as_bytes()) else {
        return;
    };
    replace(text, value);
    // The server may return only `abc` of `Basic abc`.
    if let Some((_, bare)) = value.split_once(' ') {
        replace(text, bare);
    }
}

/// Replaces a secret, unless it is too short to be one.
pub(crate) fn replace(text: &mut String, secret: &str) {
    if secret.len() >= MIN_SECRET_LENGTH && text.contains(secret) {
        *text = text.replace(secret, "[redacted]");
    }
}
