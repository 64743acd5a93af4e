//! Keys that make it safe to repeat a call: the header `Idempotency-Key`.
//!
//! A server that takes such a key does what is asked once for each key. A call of an operation that takes one gets a new
//! key when it is put together, unless the caller's options have one, and sends the same with every attempt.

use http::{HeaderName, HeaderValue};

use crate::runtime::call::headers::printable;
use crate::runtime::call::options::CallOptions;
use crate::runtime::call::{Call, Idempotency};

impl Call {
    /// Sends a key in this header.
    pub fn idempotent(mut self, header: &'static str) -> Self {
        match HeaderName::from_bytes(header.as_bytes()) {
            Ok(name) => {
                self.idempotency = Some(Idempotency {
                    name,
                    key: new_key(),
                })
            }
            Err(_) => self.problems.push(format!("{header:?} is no header")),
        }
        self
    }
}

impl CallOptions {
    /// The idempotency key of this call, instead of one that the SDK makes: for a call that may be repeated by a program
    /// that has started anew, or by another one.
    ///
    /// It must be the same for the same call alone. A key that no header can carry, or one for an operation that takes
    /// none, is reported when the call is sent.
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

/// A random UUID (RFC 9562, version 4).
///
/// On `wasm32-unknown-unknown`, where nothing is random without a host that is known, there is none: callers there set
/// their own.
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
