//! Signed deliveries for tests.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use crate::runtime::events::error::VerifyError;
use crate::runtime::events::scheme::EventScheme;
use crate::runtime::events::signature::SigningKey;

/// A delivery for tests: headers and a body that a `Verifier` with the same secret accepts.
///
/// By default it has a unique id and the current time of the system clock.
#[derive(Debug, Clone)]
pub struct SignedEvent {
    scheme: &'static EventScheme,
    key: SigningKey,
    webhook_id: String,
    seconds: u64,
    body: Bytes,
}

/// Signs a body.
///
/// # Errors
///
/// [`VerifyError::BadSecret`] if the secret is invalid.
pub fn signed_event(
    scheme: &'static EventScheme,
    secret: &str,
    body: Bytes,
) -> Result<SignedEvent, VerifyError> {
    let key = SigningKey::of(secret, scheme.secret_prefix);
    Ok(SignedEvent {
        scheme,
        key: key.ok_or(VerifyError::BadSecret)?,
        webhook_id: new_id(),
        seconds: seconds(SystemTime::now()),
        body,
    })
}

impl SignedEvent {
    /// Sets the id of the delivery. Dots and characters other than visible ASCII are removed,
    /// because no valid id has them.
    #[must_use]
    pub fn webhook_id(mut self, id: &str) -> Self {
        let is_valid = |c: &char| c.is_ascii_graphic() && *c != '.';
        self.webhook_id = id.chars().filter(is_valid).collect();
        self
    }

    /// Sets the time at which the delivery was sent, in whole seconds.
    #[must_use]
    pub fn sent_at(mut self, time: SystemTime) -> Self {
        self.seconds = seconds(time);
        self
    }

    /// Returns the headers with the signature of the delivery.
    pub fn headers(&self) -> HeaderMap {
        let timestamp = self.seconds.to_string();
        let signature = self.key.sign(&self.webhook_id, &timestamp, &self.body);
        let mut headers = HeaderMap::new();
        if let Some(names) = self.scheme.headers.first() {
            for (name, value) in [
                (names.id, &self.webhook_id),
                (names.timestamp, &timestamp),
                (names.signature, &signature),
            ] {
                if let Ok(value) = HeaderValue::from_str(value) {
                    headers.insert(name, value);
                }
            }
        }
        headers
    }

    /// Returns the signed body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Returns the seconds since 1970.
fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

/// Returns an id that is very likely unique on this machine.
fn new_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    format!(
        "msg_test_{:x}_{number:x}",
        now.unwrap_or_default().as_nanos()
    )
}
