//! The sender of deliveries, with a clock that stands still.

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

/// When deliveries are sent, in seconds.
pub(crate) const SENT: i64 = 1_772_620_000;

/// A moment so many seconds after 1970.
pub(crate) fn at(seconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.try_into().unwrap())
}

/// A verifier at the time of sending.
pub(crate) fn verifier() -> Verifier {
    Verifier::new(SECRET).unwrap().clock(|| at(SENT))
}

/// Signs a delivery: as text by the sender's own library, which takes no other bodies, and those as it does.
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

/// The signature of a delivery.
pub(crate) fn signature(body: &[u8]) -> String {
    sign(SECRET, ID, SENT, body)
}

/// Headers of these names and values, in this order. A value that no header can have is left out.
pub(crate) fn headers(values: &[(&'static str, &[u8])]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    headers
}

/// The headers that go with a body.
pub(crate) fn signing(body: &[u8]) -> HeaderMap {
    headers(&[
        ("webhook-id", ID.as_bytes()),
        ("webhook-timestamp", SENT.to_string().as_bytes()),
        ("webhook-signature", signature(body).as_bytes()),
    ])
}

/// The event of a body that Codat sent.
pub(crate) fn received(body: impl AsRef<[u8]>) -> Result<Event, VerifyError> {
    let body = body.as_ref();
    verifier().verify(&signing(body), body)
}
