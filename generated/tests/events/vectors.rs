//! Vectors of signatures that others published, from `conformance/signatures.json` of the workspace.

use std::path::Path;

use codat_platform::events::{EventKind, Verifier, VerifyError};
use serde_json::Value;

use crate::sender::{at, headers};

#[test]
fn every_vector_comes_out_as_expected() {
    let file = "../../shared/conformance/signatures.json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {file}");
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!vectors.is_empty());
    let valid = vectors.iter().filter(|vector| check(vector)).count();
    println!("{} vectors, {valid} of them valid", vectors.len());
    assert!(valid > 0 && valid < vectors.len());
}

/// Checks a vector by the first words of what is expected of it; whether it is valid.
fn check(vector: &Value) -> bool {
    let text = |name: &str| vector[name].as_str().unwrap();
    let name = text("name");
    let expected = text("expect");
    let seconds: i64 = text("webhook_timestamp").parse().unwrap();
    let made = Verifier::new(text("secret"));
    if expected.starts_with("invalid secret") {
        assert!(matches!(made, Err(VerifyError::BadSecret)), "{name}");
        return false;
    }
    let verifier = made.unwrap().clock(move || at(seconds));
    for prefix in [
        ["webhook-id", "webhook-timestamp", "webhook-signature"],
        ["svix-id", "svix-timestamp", "svix-signature"],
    ] {
        let headers = headers(&[
            (prefix[0], text("webhook_id").as_bytes()),
            (prefix[1], text("webhook_timestamp").as_bytes()),
            (prefix[2], text("webhook_signature").as_bytes()),
        ]);
        let found = verifier.verify(&headers, text("body").as_bytes());
        if expected.starts_with("must be rejected") {
            assert!(matches!(found, Err(VerifyError::NoMatchingSignature)), "{name}");
            continue;
        }
        assert!(expected.starts_with("valid"), "{name} expects {expected}");
        let event = found.unwrap();
        assert_eq!(event.webhook_id(), text("webhook_id"), "{name}");
        assert_eq!(event.raw(), text("body").as_bytes(), "{name}");
        // None of them is one of Codat's events, and none of them is refused for it.
        assert!(matches!(event.kind, EventKind::Unknown { .. }), "{name}");
        // By the system's clock they are all too old.
        let late = Verifier::new(text("secret")).unwrap();
        let late = late.verify(&headers, text("body").as_bytes());
        assert!(matches!(late, Err(VerifyError::TooOld { .. })), "{name}");
    }
    expected.starts_with("valid")
}
