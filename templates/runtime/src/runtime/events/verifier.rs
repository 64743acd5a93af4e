//! Verifies deliveries: headers and raw body in, a [`Delivery`] in its [`Envelope`] out.
//!
//! The headers are read first, then the time is checked, then the signature, over the body as it came; only what is
//! signed is copied and looked into. An SDK adds `Verifier::new` and `Verifier::verify`, which name its own types.

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

/// Verifies the events that the API sends, and reads them.
///
/// Make one, with the secret of the endpoint, and keep it: it is cheap to clone, and works in any thread. The secrets
/// are wiped from memory when the last clone is dropped, and never shown.
#[derive(Clone)]
pub struct Verifier {
    scheme: &'static EventScheme,
    keys: Arc<Vec<SigningKey>>,
    tolerance: Duration,
    now: TimeSource,
}

/// A verifier with one secret.
///
/// # Errors
///
/// [`VerifyError::BadSecret`].
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
    /// Adds a secret: a delivery signed with any of the secrets is accepted. Use it while a secret is
    /// rotated.
    ///
    /// # Errors
    ///
    /// [`VerifyError::BadSecret`].
    pub fn add_secret(mut self, secret: impl AsRef<str>) -> Result<Self, VerifyError> {
        let key = SigningKey::of(secret.as_ref(), self.scheme.secret_prefix);
        let key = key.ok_or(VerifyError::BadSecret)?;
        Arc::make_mut(&mut self.keys).push(key);
        Ok(self)
    }

    /// How far the timestamp of a delivery may be from this machine's clock, either way, in whole seconds. By default
    /// 5 minutes, unless the API says otherwise. What is recorded can be sent again for that long.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Where the time comes from, in place of the system's clock. Where there is no such clock
    /// (`wasm32-unknown-unknown`) it must be given: asking the system's would panic.
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
/// See [`VerifyError`]; not [`VerifyError::UnexpectedPayload`], since the payload is not read yet.
pub fn verify_delivery(
    verifier: &Verifier,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Envelope, VerifyError> {
    let names = header_names(verifier.scheme, headers)?;
    let id = single(headers, names.id)?;
    // Dots part what is signed. With more of them, a recorded body could be parted anew, at a later time of its own.
    if id.contains('.') {
        return Err(VerifyError::BadHeader { name: names.id });
    }
    let timestamp = single(headers, names.timestamp)?;
    let signatures = all(headers, names.signature)?;
    let sent_at = check_timestamp(verifier, timestamp)?;
    let is_signed = verifier.keys.iter().any(|key| {
        let tag = key.tag(id, timestamp, body);
        signatures.iter().any(|list| tag.is_in(list))
    });
    if !is_signed {
        return Err(VerifyError::NoMatchingSignature);
    }
    let delivery = Delivery {
        webhook_id: id.to_owned(),
        sent_at,
        event_type: String::new(),
        body: Bytes::copy_from_slice(body),
    };
    read_envelope(&verifier.scheme.properties, delivery)
}

/// The first set of headers of which any is there.
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

/// Every value of a header, of which there is at least one that is not empty.
fn all<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Vec<&'h str>, VerifyError> {
    let values = headers.get_all(name).iter();
    let values: Result<Vec<&str>, _> = values.map(|value| value.to_str()).collect();
    let values = values.map_err(|_| VerifyError::BadHeader { name })?;
    if values.iter().all(|value| value.is_empty()) {
        return Err(VerifyError::MissingHeader { name });
    }
    Ok(values)
}

/// The value of a header that there is one of. Of two, nobody could tell which one was signed.
fn single<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, VerifyError> {
    match all(headers, name)?.as_slice() {
        [value] => Ok(value),
        _ => Err(VerifyError::BadHeader { name }),
    }
}

/// The time of a timestamp, if it is near enough.
fn check_timestamp(verifier: &Verifier, timestamp: &str) -> Result<SystemTime, VerifyError> {
    // A sign in front would parse too.
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
