//! Any body, signed: an event that has it, or an error that has it. What was read can be written and read again.

#![no_main]

use codat_platform::events::Verifier;
use codat_platform::test_util::SignedEvent;
use libfuzzer_sys::fuzz_target;

const SECRET: &str = "whsec_YSBzZWNyZXQgZm9yIHRoZSBmdXp6ZXI=";

fuzz_target!(|body: &[u8]| {
    let signed = SignedEvent::new(SECRET, body).expect("it is Base64");
    let verifier = Verifier::new(SECRET).expect("it is Base64");
    match verifier.verify(&signed.headers(), signed.body()) {
        Ok(event) => {
            assert_eq!(event.raw(), body);
            serde_json::to_vec(&event.kind).expect("what was read can be written");
        }
        Err(error) => {
            let delivery = error.delivery().expect("it is signed");
            assert_eq!(delivery.raw(), body);
            assert!(!error.to_string().is_empty());
        }
    }
});
