//! Idempotency keys, which make `POST` and `PATCH` safe to retry.
//!
//! A server performs a request once per key. Each call of an operation that accepts a key gets a
//! new random one, unless the caller's options have one. All attempts of the call send the same
//! key.

use http::{HeaderName, HeaderValue};

use crate::runtime::call::headers::printable;
use crate::runtime::call::options::CallOptions;
use crate::runtime::call::{Call, Idempotency};

impl Call {
    /// Sends an idempotency key in this header.
    pub fn idempotent(mut self, header: &'static str) -> Self {
        match HeaderName::from_bytes(header.as_bytes()) {
            Ok(name) => {
                self.idempotency = Some(Idempotency {
                    name,
                    key: new_key(),
                })
            }
            Err(_) => self
                .problems
                .push(format!("{header:?} is not a valid header name")),
        }
        self
    }
}

impl CallOptions {
    /// Sets the idempotency key of this call, in place of a random one. This allows another
    /// process, or the same program after a restart, to repeat the call safely.
    ///
    /// Different calls must have different keys. A key that is not a valid header value, or a key
    /// for an operation that does not accept one, is reported when the call is sent.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        match printable(key.as_ref()).filter(|value| !value.is_empty()) {
            Some(key) => self.idempotency_key = Some(key),
            None => self.headers.problems.push(
                "the idempotency key is empty, or has a character that is not printable ASCII"
                    .to_owned(),
            ),
        }
        self
    }
}

/// Creates a random UUID (RFC 9562, version 4).
///
/// Returns `None` on `wasm32-unknown-unknown`, which has no standard source of randomness. Callers
/// set their own key there.
fn new_key() -> Option<HeaderValue> {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    {
        let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
        let text = uuid::Uuid::new_v4().hyphenated().encode_lower(&mut text);
        HeaderValue::from_str(text).ok()
    }
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    None
}
