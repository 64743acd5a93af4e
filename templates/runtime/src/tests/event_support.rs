//! Helpers for tests of events: the scheme of a fictitious API, and its signed deliveries.

use std::time::{Duration, SystemTime};

use crate::{
    Envelope, EventProperties, EventScheme, SignatureHeaders, SignedEvent, Verifier, VerifyError,
    signed_event, verifier, verify_delivery,
};

pub(crate) static SCHEME: EventScheme = EventScheme {
    headers: &[
        SignatureHeaders {
            id: "x-id",
            timestamp: "x-timestamp",
            signature: "x-signature",
        },
        SignatureHeaders {
            id: "old-id",
            timestamp: "old-timestamp",
            signature: "old-signature",
        },
    ],
    secret_prefix: "sec_",
    tolerance: Duration::from_secs(60),
    properties: EventProperties {
        id: Some("id"),
        types: &["kind", "name"],
        date: Some("made"),
        payload: Some("content"),
    },
};

/// Base64 of `a key of thirty-two bytes, no less`.
pub(crate) const SECRET: &str = "sec_YSBrZXkgb2YgdGhpcnR5LXR3byBieXRlcywgbm8gbGVzcw==";

/// The time at which the deliveries are sent, in seconds.
pub(crate) const SENT: u64 = 1_700_000_000;

pub(crate) fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A verifier with a fixed clock.
pub(crate) fn verifier_at(seconds: u64) -> Verifier {
    verifier(&SCHEME, SECRET)
        .unwrap()
        .clock(move || at(seconds))
}

/// A signed delivery.
pub(crate) fn signed(body: impl AsRef<[u8]>) -> SignedEvent {
    let body = body.as_ref().to_vec().into();
    let event = signed_event(&SCHEME, SECRET, body).unwrap();
    event.webhook_id("msg_1").sent_at(at(SENT))
}

/// Verifies a signed delivery of this body.
pub(crate) fn receive(body: impl AsRef<[u8]>) -> Result<Envelope, VerifyError> {
    let event = signed(body);
    verify_delivery(&verifier_at(SENT), &event.headers(), event.body())
}
