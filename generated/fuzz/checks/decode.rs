//! Any signed body: the result is an event with that body, which can be serialized.

use codat_platform::events::{EventKind, Verifier};
use codat_platform::test_util::SignedEvent;

const SECRET: &str = "whsec_YSBzZWNyZXQgZm9yIHRoZSBmdXp6ZXI=";

/// Panics if the body breaks a rule.
pub fn check(body: &[u8]) {
    let signed = SignedEvent::new(SECRET, body).expect("the secret is Base64");
    let verifier = Verifier::new(SECRET).expect("the secret is Base64");
    let event = verifier
        .verify(&signed.headers(), signed.body())
        .expect("the signature is valid");
    assert_eq!(event.raw(), body);
    serde_json::to_vec(&event).expect("an event can be serialized");
    if let EventKind::Unreadable { error, .. } = event.kind {
        assert!(!error.to_string().is_empty());
    }
}
