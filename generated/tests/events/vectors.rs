//! Published test vectors: secrets, ids, times, bodies and signatures with the expected outcome.
//!
//! Some are in this file. If `shared/conformance/signatures.json` exists, its vectors are checked
//! too.

use std::path::Path;

use codat_platform::events::{EventKind, Verifier, VerifyError};
use serde_json::Value;

use crate::sender::{at, headers};

/// A test vector.
struct Vector<'a> {
    name: &'a str,
    secret: &'a str,
    id: &'a str,
    timestamp: &'a str,
    body: &'a str,
    signature: &'a str,
    outcome: Outcome,
}

/// The expected outcome of a vector.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Valid,
    Rejected,
    BadSecret,
}

/// From Codat's documentation on consumers.
const CODAT: Vector<'static> = Vector {
    name: "Codat's",
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: "1614265330",
    body: r#"{"test": 2432232314}"#,
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    outcome: Outcome::Valid,
};

/// From the tests of Svix's library.
const SVIX: Vector<'static> = Vector {
    name: "Svix's",
    secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
    timestamp: "1649367553",
    body: r#"{"email":"test@example.com","username":"test_user"}"#,
    signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    outcome: Outcome::Valid,
};

const VECTORS: [Vector<'static>; 7] = [
    CODAT,
    Vector {
        name: "a secret of 45 characters, which is not Base64",
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw/Je4ZJEGP1QFb",
        outcome: Outcome::BadSecret,
        ..CODAT
    },
    SVIX,
    Vector {
        name: "the last of three signatures",
        signature: "v1,tFtCZ5RDCPxzWQRWXWPgrCgE2frDBe9gjpbWQxnVfsQ= v2,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw= v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
        ..SVIX
    },
    Vector {
        name: "an empty signature (RUSTSEC-2024-0010)",
        signature: "v1,",
        outcome: Outcome::Rejected,
        ..SVIX
    },
    Vector {
        name: "a truncated signature (RUSTSEC-2024-0010)",
        signature: "v1,tZ1I4",
        outcome: Outcome::Rejected,
        ..SVIX
    },
    Vector {
        name: "a re-serialized body, without its space",
        body: r#"{"test":2432232314}"#,
        outcome: Outcome::Rejected,
        ..CODAT
    },
];

#[test]
fn every_vector_has_the_expected_outcome() {
    VECTORS.iter().for_each(check);
}

#[test]
fn every_shared_vector_has_the_expected_outcome() {
    let file = "../../shared/conformance/signatures.json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {file}");
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    let vectors: Vec<Vector<'_>> = vectors.iter().map(parse_vector).collect();
    for vector in &vectors {
        check(vector);
    }
    let is_valid = |vector: &&Vector<'_>| vector.outcome == Outcome::Valid;
    let valid = vectors.iter().filter(is_valid).count();
    println!("{} vectors, {valid} of them valid", vectors.len());
    assert!(valid > 0 && valid < vectors.len());
}

/// Parses a vector of the file. The first words of `expect` are the outcome.
fn parse_vector(value: &Value) -> Vector<'_> {
    let text = |name: &str| value[name].as_str().unwrap();
    let expected = text("expect");
    let outcomes = [
        ("valid", Outcome::Valid),
        ("must be rejected", Outcome::Rejected),
        ("invalid secret", Outcome::BadSecret),
    ];
    let outcome = outcomes
        .iter()
        .find(|(words, _)| expected.starts_with(words));
    Vector {
        name: text("name"),
        secret: text("secret"),
        id: text("webhook_id"),
        timestamp: text("webhook_timestamp"),
        body: text("body"),
        signature: text("webhook_signature"),
        outcome: outcome.expect(expected).1,
    }
}

fn check(vector: &Vector<'_>) {
    let (name, body) = (vector.name, vector.body.as_bytes());
    let verifier = Verifier::new(vector.secret);
    if vector.outcome == Outcome::BadSecret {
        assert!(matches!(verifier, Err(VerifyError::BadSecret)), "{name}");
        return;
    }
    let seconds: i64 = vector.timestamp.parse().unwrap();
    let verifier = verifier.unwrap().clock(move || at(seconds));
    for prefix in [
        ["webhook-id", "webhook-timestamp", "webhook-signature"],
        ["svix-id", "svix-timestamp", "svix-signature"],
    ] {
        let headers = headers(&[
            (prefix[0], vector.id.as_bytes()),
            (prefix[1], vector.timestamp.as_bytes()),
            (prefix[2], vector.signature.as_bytes()),
        ]);
        let result = verifier.verify(&headers, body);
        if vector.outcome == Outcome::Rejected {
            assert!(
                matches!(result, Err(VerifyError::NoMatchingSignature)),
                "{name}"
            );
            continue;
        }
        let event = result.unwrap();
        assert_eq!(event.webhook_id(), vector.id, "{name}");
        assert_eq!(event.raw(), body, "{name}");
        // None of them is an event of Codat, so all are unknown.
        assert!(matches!(event.kind, EventKind::Unknown { .. }), "{name}");
        // By the system clock, they are all too old.
        let late = Verifier::new(vector.secret).unwrap().verify(&headers, body);
        assert!(matches!(late, Err(VerifyError::TooOld { .. })), "{name}");
    }
}
