//! The caller's API key.
//!
//! An [`ApiKey`] is validated and formatted once: when it is set on the builder of a client, or when
//! a provider returns it. It is wiped from memory when it is dropped, and `Debug` does not show it.

use std::fmt;

use zeroize::Zeroizing;

/// An API key. It is never shown in `Debug` and wiped from memory when it is dropped.
#[derive(Clone)]
pub struct ApiKey {
    pub(crate) text: Zeroizing<String>,
    pub(crate) is_header_value: bool,
    /// The environment variable that the key was read from.
    pub(crate) variable: Option<String>,
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

    /// Refuses keys that were copied incompletely or with more than the key. The error never
    /// contains the key.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if self.text.trim().is_empty() {
            return Err("the API key is empty");
        }
        if self.text.chars().any(char::is_control) {
            return Err("the API key contains a line break or another control character");
        }
        if self.text.trim() != self.text.as_str() {
            return Err("the API key starts or ends with whitespace");
        }
        Ok(())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}
