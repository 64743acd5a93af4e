//! Property tests: an unchanged delivery is verified, and one with any changed byte is refused.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use codat_platform::events::{Verifier, VerifyError};
use codat_platform::http::HeaderMap;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bodies::permutations;
use crate::sender::{
    ID, SECRET, SENT, at, headers, receive, sign, signature, signed_headers, verifier,
};

/// A delivery whose parts can be changed.
#[derive(Debug, Clone)]
struct SentDelivery {
    secret: String,
    id: String,
    timestamp: String,
    signature: String,
    body: Vec<u8>,
}

impl SentDelivery {
    fn headers(&self) -> HeaderMap {
        headers(&[
            ("webhook-id", self.id.as_bytes()),
            ("webhook-timestamp", self.timestamp.as_bytes()),
            ("webhook-signature", self.signature.as_bytes()),
        ])
    }

    /// Whether the delivery is verified, whatever its body.
    fn is_verified(&self) -> bool {
        let Ok(verifier) = Verifier::new(&self.secret) else {
            return false;
        };
        verifier
            .clock(|| at(SENT))
            .verify(&self.headers(), &self.body)
            .is_ok()
    }
}

/// Deliveries with any body, signed with secrets of 24 bytes.
fn sent() -> impl Strategy<Value = SentDelivery> {
    // Ids have no dots, because dots separate the signed parts. HMAC keys that differ only in
    // trailing zeros are equivalent, so the last byte is not zero.
    let key = (vec(any::<u8>(), 23), 1..=u8::MAX);
    let body = vec(any::<u8>(), 0..200);
    let offset = -300_i64..=300;
    (key, "[!-\\-/-~]{1,40}", offset, body).prop_map(|((mut key, last), id, offset, body)| {
        key.push(last);
        let secret = format!("whsec_{}", STANDARD.encode(&key));
        let seconds = SENT + offset;
        SentDelivery {
            signature: sign(&secret, &id, seconds, &body),
            timestamp: seconds.to_string(),
            secret,
            id,
            body,
        }
    })
}

/// Changes one byte of a string to another one that is allowed in a header.
fn change_byte(text: &str, index: usize, byte: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let index = index % bytes.len();
    let other = if bytes[index] == byte { byte ^ 1 } else { byte };
    bytes[index] = other;
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn an_unchanged_delivery_is_verified(sent in sent()) {
        prop_assert!(sent.is_verified());
    }

    #[test]
    fn a_changed_id_is_refused(sent in sent(), index: usize, byte in b' '..=b'}') {
        let id = change_byte(&sent.id, index, byte);
        let changed = SentDelivery { id, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_changed_timestamp_is_refused(sent in sent(), index: usize, byte in b' '..=b'}') {
        let timestamp = change_byte(&sent.timestamp, index, byte);
        let changed = SentDelivery { timestamp, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_changed_signature_is_refused(sent in sent(), index: usize, byte in b' '..=b'}') {
        let signature = change_byte(&sent.signature, index, byte);
        let changed = SentDelivery { signature, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_changed_secret_is_refused(sent in sent(), index: usize, byte in b' '..=b'}') {
        let secret = change_byte(&sent.secret, index, byte);
        let changed = SentDelivery { secret, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_changed_body_is_refused(mut sent in sent(), index: usize, flip in 1..=u8::MAX) {
        prop_assume!(!sent.body.is_empty());
        let index = index % sent.body.len();
        sent.body[index] ^= flip;
        prop_assert!(!sent.is_verified());
    }

    #[test]
    fn a_longer_or_shorter_body_is_refused(sent in sent(), byte: u8) {
        let mut longer = sent.clone();
        longer.body.push(byte);
        prop_assert!(!longer.is_verified());
        let mut shorter = sent.clone();
        prop_assume!(shorter.body.pop().is_some());
        prop_assert!(!shorter.is_verified());
    }

    #[test]
    fn a_recorded_delivery_cannot_be_split_differently(sent in sent(), early in 301..1_000_000_i64) {
        // A body that contains a later time between dots, and the same bytes, split at those dots.
        let seconds = SENT - early;
        let body = format!("x.{SENT}.rest").into_bytes();
        let signature = sign(&sent.secret, &sent.id, seconds, &body);
        let recorded = SentDelivery { timestamp: seconds.to_string(), signature, body, ..sent };
        prop_assert!(!recorded.is_verified());
        let moved = SentDelivery {
            id: format!("{}.{seconds}.x", recorded.id),
            timestamp: SENT.to_string(),
            body: b"rest".to_vec(),
            ..recorded
        };
        prop_assert!(!moved.is_verified());
    }

    #[test]
    fn any_signed_body_is_an_event_with_that_body(body in vec(any::<u8>(), 0..200)) {
        let event = receive(&body).unwrap();
        prop_assert_eq!(event.raw(), &body[..]);
        serde_json::to_string(&event).unwrap();
    }

    #[test]
    fn any_signed_json_is_an_event_with_that_body(
        body in r#"(\{("(eventType|type|id|payload|generatedDate)":("read\.completed"|"[a-z]*\.write\.successful"|null|1|\{\}|\[\{\}\])[,}]){1,4}|[\[\]{}:,"0a]{0,20})"#,
    ) {
        let event = receive(&body).unwrap();
        prop_assert_eq!(event.raw(), body.as_bytes());
        serde_json::to_string(&event).unwrap();
    }

    #[test]
    fn random_headers_are_refused(
        values in vec((0..6_usize, vec(any::<u8>(), 0..40)), 0..8),
    ) {
        const NAMES: [&str; 6] = [
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "svix-id",
            "svix-timestamp",
            "svix-signature",
        ];
        let values: Vec<_> =
            values.iter().map(|(name, value)| (NAMES[*name], value.as_slice())).collect();
        let error = verifier().verify(&headers(&values), b"{}").unwrap_err();
        let shown = format!("{error} {error:?}");
        prop_assert!(!shown.contains(&SECRET[6..]));
    }
}

#[test]
fn headers_can_be_in_any_order_with_others() {
    let body = b"{}";
    let signature = signature(body);
    let timestamp = SENT.to_string();
    let all: [(&'static str, &[u8]); 5] = [
        ("webhook-id", ID.as_bytes()),
        ("webhook-timestamp", timestamp.as_bytes()),
        ("webhook-signature", signature.as_bytes()),
        ("content-type", b"text/plain"),
        // The fallback is not read.
        ("svix-signature", b"v1,other"),
    ];
    for order in permutations(all.len()) {
        let values: Vec<_> = order.iter().map(|index| all[*index]).collect();
        verifier().verify(&headers(&values), body).unwrap();
    }
}

#[test]
fn headers_of_a_mebibyte_are_refused() {
    let huge = vec![b'x'; 1 << 20];
    let list = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ".repeat((1 << 20) / 48);
    let good = signed_headers(b"{}");
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        for value in [
            huge.as_slice(),
            &[b' '; 1 << 20],
            list.as_bytes(),
            &[0xe9; 1 << 20],
        ] {
            let mut headers = good.clone();
            headers.insert(name, value.try_into().unwrap());
            let error = verifier().verify(&headers, b"{}").unwrap_err();
            assert!(error.to_string().len() < 100, "{name}");
        }
    }
    // A matching signature at the end of the list is found.
    let mut headers = good;
    let list = format!("{list} {}", signature(b"{}"));
    headers.insert("webhook-signature", list.try_into().unwrap());
    verifier().verify(&headers, b"{}").unwrap();
}

#[test]
fn errors_name_empty_invalid_and_repeated_headers() {
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut empty = signed_headers(b"{}");
        empty.insert(name, "".parse().unwrap());
        let error = verifier().verify(&empty, b"{}").unwrap_err();
        assert!(matches!(error, VerifyError::MissingHeader { name: found, .. } if found == name));
        let mut invalid = signed_headers(b"{}");
        invalid.insert(name, "Größe".as_bytes().try_into().unwrap());
        let error = verifier().verify(&invalid, b"{}").unwrap_err();
        assert!(matches!(error, VerifyError::BadHeader { name: found, .. } if found == name));
    }
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut twice = signed_headers(b"{}");
        twice.append(name, "1".parse().unwrap());
        let error = verifier().verify(&twice, b"{}").unwrap_err();
        assert!(matches!(error, VerifyError::BadHeader { name: found, .. } if found == name));
    }
}
