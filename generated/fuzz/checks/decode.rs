//! Any signed body: the result is an event or an error with that body. An event can be serialized.

use codat_platform::events::Verifier;
use codat_platform::test_util::SignedEvent;

const SECRET: &str = "whsec_YSBzZWNyZXQgZm9yIHRoZSBmdXp6ZXI=";

/// Panics if the body breaks a rule.
pub fn check(body: &[u8]) {
    let signed = SignedEvent::new(SECRET, body).expect("the secret is Base64");
    let verifier = Verifier::new(SECRET).expect("the secret is Base64");
    match verifier.verify(&signed.headers(), signed.body()) {
        Ok(event) => {
            assert_eq!(event.raw(), body);
            serde_json::to_vec(&event.kind).expect("an event can be serialized");
        }
        Err(error) => {
            let delivery = error.delivery().expect("the signature is valid");
            assert_eq!(delivery.raw(), body);
            assert!(!error.to_string().is_empty());
        }
    }
}
