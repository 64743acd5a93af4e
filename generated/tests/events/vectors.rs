//! Signatures that others published: the same secrets, ids, times, bodies and signatures, and what is to come of them.
//!
//! They stand here. The workspace's `conformance/signatures.json`, where it is there, is checked too.

use std::path::Path;

use codat_platform::events::{EventKind, Verifier, VerifyError};
use serde_json::Value;

use crate::sender::{at, headers};

/// A delivery.
struct Vector<'a> {
    name: &'a str,
    secret: &'a str,
    id: &'a str,
    timestamp: &'a str,
    body: &'a str,
    signature: &'a str,
    outcome: Outcome,
}

/// What comes of a delivery.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Valid,
    Rejected,
    BadSecret,
}

/// From Codat's page on creating a consumer.
const CODAT: Vector<'static> = Vector {
    name: "Codat's",
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: "1614265330",
    body: r#"{"test": 2432232314}"#,
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    outcome: Outcome::Valid,
};

/// From the tests of the sender's library.
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
        name: "a secret of 45 characters, which no Base64 has",
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
        name: "the beginning of a signature (RUSTSEC-2024-0010)",
        signature: "v1,tZ1I4",
        outcome: Outcome::Rejected,
        ..SVIX
    },
    Vector {
        name: "a body written anew, without its space",
        body: r#"{"test":2432232314}"#,
        outcome: Outcome::Rejected,
        ..CODAT
    },
];

#[test]
fn every_vector_comes_out_as_expected() {
    VECTORS.iter().for_each(check);
}

#[test]
fn every_vector_of_the_workspace_comes_out_as_expected() {
    let file = "../../shared/conformance/signatures.json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {file}");
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    let vectors: Vec<Vector<'_>> = vectors.iter().map(vector).collect();
    for vector in &vectors {
        check(vector);
    }
    let is_valid = |vector: &&Vector<'_>| vector.outcome == Outcome::Valid;
    let valid = vectors.iter().filter(is_valid).count();
    println!("{} vectors, {valid} of them valid", vectors.len());
    assert!(valid > 0 && valid < vectors.len());
}

/// A vector of the file. The first words of what it expects say what is to come of it.
fn vector(value: &Value) -> Vector<'_> {
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
    let made = Verifier::new(vector.secret);
    if vector.outcome == Outcome::BadSecret {
        assert!(matches!(made, Err(VerifyError::BadSecret)), "{name}");
        return;
    }
    let seconds: i64 = vector.timestamp.parse().unwrap();
    let verifier = made.unwrap().clock(move || at(seconds));
    for prefix in [
        ["webhook-id", "webhook-timestamp", "webhook-signature"],
        ["svix-id", "svix-timestamp", "svix-signature"],
    ] {
        let headers = headers(&[
            (prefix[0], vector.id.as_bytes()),
            (prefix[1], vector.timestamp.as_bytes()),
            (prefix[2], vector.signature.as_bytes()),
        ]);
        let found = verifier.verify(&headers, body);
        if vector.outcome == Outcome::Rejected {
            assert!(
                matches!(found, Err(VerifyError::NoMatchingSignature)),
                "{name}"
            );
            continue;
        }
        let event = found.unwrap();
        assert_eq!(event.webhook_id(), vector.id, "{name}");
        assert_eq!(event.raw(), body, "{name}");
        // None of them is one of Codat's events, and none of them is refused for it.
        assert!(matches!(event.kind, EventKind::Unknown { .. }), "{name}");
        // By the system's clock they are all too old.
        let late = Verifier::new(vector.secret).unwrap().verify(&headers, body);
        assert!(matches!(late, Err(VerifyError::TooOld { .. })), "{name}");
    }
}
