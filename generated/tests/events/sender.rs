//! The sender of deliveries, at a fixed time.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use codat_platform::events::{Event, Verifier, VerifyError};
use codat_platform::http::{HeaderMap, HeaderName, HeaderValue};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use svix::webhooks::Webhook;

/// Base64 of `twenty-four bytes, ended`.
pub(crate) const SECRET: &str = "whsec_dHdlbnR5LWZvdXIgYnl0ZXMsIGVuZGVk";

pub(crate) const ID: &str = "msg_3xampleDelivery";

/// The time at which deliveries are sent, in seconds since 1970.
pub(crate) const SENT: i64 = 1_772_620_000;

/// Converts seconds since 1970.
pub(crate) fn at(seconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.try_into().unwrap())
}

/// A verifier whose clock is the time of sending.
pub(crate) fn verifier() -> Verifier {
    Verifier::new(SECRET).unwrap().clock(|| at(SENT))
}

/// Signs a delivery with the sender's own library, which only accepts UTF-8. Other bodies are
/// signed in the same way here.
pub(crate) fn sign(secret: &str, id: &str, seconds: i64, body: &[u8]) -> String {
    if std::str::from_utf8(body).is_ok() {
        return Webhook::new(secret)
            .unwrap()
            .sign(id, seconds, body)
            .unwrap();
    }
    let key = STANDARD
        .decode(secret.trim_start_matches("whsec_"))
        .unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// The signature of a delivery with this body.
pub(crate) fn signature(body: &[u8]) -> String {
    sign(SECRET, ID, SENT, body)
}

/// Headers with these names and values, in this order. Invalid values are left out.
pub(crate) fn headers(values: &[(&'static str, &[u8])]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    headers
}

/// The headers of a delivery with this body.
pub(crate) fn signed_headers(body: &[u8]) -> HeaderMap {
    headers(&[
        ("webhook-id", ID.as_bytes()),
        ("webhook-timestamp", SENT.to_string().as_bytes()),
        ("webhook-signature", signature(body).as_bytes()),
    ])
}

/// Verifies a delivery with this body.
pub(crate) fn receive(body: impl AsRef<[u8]>) -> Result<Event, VerifyError> {
    let body = body.as_ref();
    verifier().verify(&signed_headers(body), body)
}
