//! Verifies deliveries: takes headers and a raw body, and returns an [`Envelope`] with the
//! [`Delivery`].
//!
//! It reads the headers, then checks the timestamp, then the signature of the raw body. The body is
//! only copied and parsed if the signature is valid. An SDK adds `Verifier::new` and
//! `Verifier::verify`, which use its own types.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::events::delivery::Delivery;
use crate::runtime::events::envelope::{Envelope, read_envelope};
use crate::runtime::events::error::VerifyError;
use crate::runtime::events::scheme::{EventScheme, SignatureHeaders};
use crate::runtime::events::signature::SigningKey;

/// Returns the current time.
pub(crate) type TimeSource = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Verifies and decodes the events that the API sends.
///
/// Create one with the secret of the endpoint at startup: it is cheap to clone and can be shared
/// between threads. The secrets are wiped from memory when the last clone is dropped. `Debug` does
/// not show them.
#[derive(Clone)]
pub struct Verifier {
    scheme: &'static EventScheme,
    keys: Arc<Vec<SigningKey>>,
    tolerance: Duration,
    now: TimeSource,
}

/// Creates a verifier with one secret.
///
/// # Errors
///
/// [`VerifyError::BadSecret`] if the secret is invalid.
pub fn verifier(scheme: &'static EventScheme, secret: &str) -> Result<Verifier, VerifyError> {
    let verifier = Verifier {
        scheme,
        keys: Arc::default(),
        tolerance: scheme.tolerance,
        now: Arc::new(SystemTime::now),
    };
    verifier.add_secret(secret)
}

impl Verifier {
    /// Adds a secret: a delivery signed with any of the secrets is accepted. Use it while a secret
    /// is rotated.
    ///
    /// # Errors
    ///
    /// [`VerifyError::BadSecret`] if the secret is invalid.
    pub fn add_secret(mut self, secret: impl AsRef<str>) -> Result<Self, VerifyError> {
        let key = SigningKey::of(secret.as_ref(), self.scheme.secret_prefix);
        let key = key.ok_or(VerifyError::BadSecret)?;
        Arc::make_mut(&mut self.keys).push(key);
        Ok(self)
    }

    /// Sets by how much the timestamp of a delivery may differ from the local clock, in either
    /// direction and in whole seconds. The default is 5 minutes, unless the API says otherwise. A
    /// recorded delivery can be replayed for that long.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets the source of the current time, by default the system clock. It must be set on
    /// `wasm32-unknown-unknown`, where the system clock panics.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.now = Arc::new(now);
        self
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.keys.len())
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

/// Verifies the signature of a delivery and reads its envelope.
///
/// # Errors
///
/// If the delivery must be refused, see [`VerifyError`].
pub fn verify_delivery(
    verifier: &Verifier,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Envelope, VerifyError> {
    let names = header_names(verifier.scheme, headers)?;
    let id = single(headers, names.id)?;
    // Dots separate the signed parts. With a dot in the id, a recorded delivery could be split
    // differently, with a later timestamp from its body.
    if id.contains('.') {
        return Err(VerifyError::BadHeader { name: names.id });
    }
    let timestamp = single(headers, names.timestamp)?;
    let signatures = single(headers, names.signature)?;
    let sent_at = check_timestamp(verifier, timestamp)?;
    let is_signed = verifier
        .keys
        .iter()
        .any(|key| key.tag(id, timestamp, body).is_in(signatures));
    if !is_signed {
        return Err(VerifyError::NoMatchingSignature);
    }
    let delivery = Delivery {
        webhook_id: id.to_owned(),
        sent_at,
        event_type: String::new(),
        body: Bytes::copy_from_slice(body),
    };
    Ok(read_envelope(&verifier.scheme.properties, delivery))
}

/// Returns the first set of headers of which at least one is present.
fn header_names(
    scheme: &EventScheme,
    headers: &HeaderMap,
) -> Result<&'static SignatureHeaders, VerifyError> {
    let has = |names: &&SignatureHeaders| {
        [names.id, names.timestamp, names.signature]
            .iter()
            .any(|name| headers.contains_key(*name))
    };
    let found = scheme.headers.iter().find(has).or(scheme.headers.first());
    found.ok_or(VerifyError::MissingHeader { name: "signature" })
}

/// Returns the value of a header, which must not be empty or repeated. Standard Webhooks sends
/// several signatures as a list in a single header.
fn single<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, VerifyError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(VerifyError::MissingHeader { name })?;
    if values.next().is_some() {
        return Err(VerifyError::BadHeader { name });
    }
    match value.to_str() {
        Ok("") => Err(VerifyError::MissingHeader { name }),
        Ok(value) => Ok(value),
        Err(_) => Err(VerifyError::BadHeader { name }),
    }
}

/// Parses the timestamp, and checks that it is within the tolerance.
fn check_timestamp(verifier: &Verifier, timestamp: &str) -> Result<SystemTime, VerifyError> {
    // `parse` would also accept a leading `+`.
    let is_number = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = timestamp.parse().ok().filter(|_| is_number);
    let sent = Duration::from_secs(seconds.ok_or(VerifyError::BadTimestamp)?);
    let now = (verifier.now)().duration_since(SystemTime::UNIX_EPOCH);
    let now = Duration::from_secs(now.unwrap_or_default().as_secs());
    let age = now.saturating_sub(sent);
    let ahead = sent.saturating_sub(now);
    if age > verifier.tolerance {
        return Err(VerifyError::TooOld { age });
    }
    if ahead > verifier.tolerance {
        return Err(VerifyError::TooNew { ahead });
    }
    SystemTime::UNIX_EPOCH
        .checked_add(sent)
        .ok_or(VerifyError::BadTimestamp)
}
