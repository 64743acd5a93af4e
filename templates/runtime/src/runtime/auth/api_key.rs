//! The caller's API key, and the header that it is sent in.
//!
//! An [`ApiKey`] is validated and encoded as a header value once: when a client is built, or when a
//! provider returns it. Both forms are wiped from memory when they are dropped, and `Debug` shows
//! neither.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::runtime::api::{AuthScheme, KeyEncoding};

/// An API key. It is never shown in `Debug` and wiped from memory when it is dropped.
#[derive(Clone)]
pub struct ApiKey {
    text: Zeroizing<String>,
    is_header_value: bool,
    /// The environment variable that the key was read from.
    variable: Option<String>,
}

impl ApiKey {
    /// A key as the API issues it. The SDK encodes it into the header.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            text: Zeroizing::new(key.into()),
            is_header_value: false,
            variable: None,
        }
    }

    /// A complete header value, such as `Basic ...`.
    pub fn from_header(value: impl Into<String>) -> Self {
        Self {
            text: Zeroizing::new(value.into()),
            is_header_value: true,
            variable: None,
        }
    }

    /// Records the environment variable that the key was read from, for error messages.
    #[allow(dead_code, reason = "an SDK may read no key from the environment")]
    pub(crate) fn with_variable(mut self, name: Option<&str>) -> Self {
        self.variable = name.map(str::to_owned);
        self
    }

    /// Encodes the key into its header. The error names the variable that the key was read from, and
    /// never contains the key.
    pub(crate) fn encode(mut self, scheme: &AuthScheme) -> Result<EncodedKey, String> {
        let variable = self.variable.take();
        self.encoded(scheme).map_err(|problem| match variable {
            Some(name) => format!("{problem} ({name})"),
            None => problem,
        })
    }

    fn encoded(self, scheme: &AuthScheme) -> Result<EncodedKey, String> {
        if self.text.trim().is_empty() {
            return Err("the API key is empty".to_owned());
        }
        if self.text.chars().any(char::is_control) {
            return Err(
                "the API key contains a line break or another control character".to_owned(),
            );
        }
        if self.text.trim() != self.text.as_str() {
            return Err("the API key starts or ends with whitespace".to_owned());
        }
        if !self.is_header_value && has_prefix(&self.text, scheme) {
            return Err(format!(
                "the API key starts with `{}`, so it is a complete header value: use `ApiKey::from_header`",
                scheme.prefix.trim_end()
            ));
        }
        let name = HeaderName::from_bytes(scheme.header.as_bytes())
            .map_err(|_| "the name of the API key header is invalid".to_owned())?;
        let value = self.header_value(scheme);
        if !value.is_ascii() {
            return Err(
                "the API key contains characters that are not allowed in a header".to_owned(),
            );
        }
        // `Bytes` keeps its owner and wipes it with the last clone; a `HeaderValue` from a string
        // would not.
        let bytes = Bytes::from_owner(Zeroizing::new(value.as_bytes().to_vec()));
        let mut value = HeaderValue::from_maybe_shared(bytes).map_err(|_| {
            "the API key contains characters that are not allowed in a header".to_owned()
        })?;
        value.set_sensitive(true);
        Ok(EncodedKey {
            name,
            value,
            key: self.text,
        })
    }

    fn header_value(&self, scheme: &AuthScheme) -> Zeroizing<String> {
        if self.is_header_value {
            return self.text.clone();
        }
        // Reserves the full length, because growing would leave a copy in the smaller buffer.
        let room = scheme.prefix.len() + self.text.len() * 2 + 4;
        let mut value = Zeroizing::new(String::with_capacity(room));
        value.push_str(scheme.prefix);
        match scheme.encoding {
            KeyEncoding::Plain => value.push_str(&self.text),
            KeyEncoding::Base64 => STANDARD.encode_string(self.text.as_bytes(), &mut value),
        }
        value
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}

/// A key as it is sent: its header, and the raw key for redaction.
pub(crate) struct EncodedKey {
    pub(crate) name: HeaderName,
    pub(crate) value: HeaderValue,
    pub(crate) key: Zeroizing<String>,
}

/// Whether a key already has the scheme's prefix, in any letter case: it was copied from a header.
fn has_prefix(key: &str, scheme: &AuthScheme) -> bool {
    let start = key.get(..scheme.prefix.len());
    !scheme.prefix.is_empty()
        && start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.prefix))
}
