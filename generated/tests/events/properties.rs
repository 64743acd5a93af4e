//! What holds of any delivery: it is verified as it was sent, and no forger can change a byte of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use codat_platform::events::{Verifier, VerifyError};
use codat_platform::http::HeaderMap;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bodies::permutations;
use crate::sender::{ID, SECRET, SENT, at, headers, received, sign, signature, signing, verifier};

/// A delivery whose parts a forger can change.
#[derive(Debug, Clone)]
struct Sent {
    secret: String,
    id: String,
    timestamp: String,
    signature: String,
    body: Vec<u8>,
}

impl Sent {
    fn headers(&self) -> HeaderMap {
        headers(&[
            ("webhook-id", self.id.as_bytes()),
            ("webhook-timestamp", self.timestamp.as_bytes()),
            ("webhook-signature", self.signature.as_bytes()),
        ])
    }

    /// Whether it is taken for Codat's own, whatever is in it.
    fn is_verified(&self) -> bool {
        let Ok(verifier) = Verifier::new(&self.secret) else {
            return false;
        };
        let result = verifier
            .clock(|| at(SENT))
            .verify(&self.headers(), &self.body);
        result.map_or_else(|error| error.is_verified(), |_| true)
    }
}

/// Deliveries of any body, signed with secrets of 24 bytes.
fn sent() -> impl Strategy<Value = Sent> {
    // Ids have no dots, which part what is signed. Two keys of HMAC are one if they differ in zeros at the end alone.
    let key = (vec(any::<u8>(), 23), 1..=u8::MAX);
    let body = vec(any::<u8>(), 0..200);
    let offset = -300_i64..=300;
    (key, "[!-\\-/-~]{1,40}", offset, body).prop_map(|((mut key, last), id, offset, body)| {
        key.push(last);
        let secret = format!("whsec_{}", STANDARD.encode(&key));
        let seconds = SENT + offset;
        Sent {
            signature: sign(&secret, &id, seconds, &body),
            timestamp: seconds.to_string(),
            secret,
            id,
            body,
        }
    })
}

/// Another text, with one byte of it changed to another that a header can carry.
fn changed(text: &str, index: usize, byte: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let index = index % bytes.len();
    let other = if bytes[index] == byte { byte ^ 1 } else { byte };
    bytes[index] = other;
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn what_was_sent_is_verified(sent in sent()) {
        prop_assert!(sent.is_verified());
    }

    #[test]
    fn a_byte_of_the_id_matters(sent in sent(), index: usize, byte in b' '..=b'}') {
        let id = changed(&sent.id, index, byte);
        let changed = Sent { id, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_byte_of_the_timestamp_matters(sent in sent(), index: usize, byte in b' '..=b'}') {
        let timestamp = changed(&sent.timestamp, index, byte);
        let changed = Sent { timestamp, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_byte_of_the_signature_matters(sent in sent(), index: usize, byte in b' '..=b'}') {
        let signature = changed(&sent.signature, index, byte);
        let changed = Sent { signature, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_byte_of_the_secret_matters(sent in sent(), index: usize, byte in b' '..=b'}') {
        let secret = changed(&sent.secret, index, byte);
        let changed = Sent { secret, ..sent };
        prop_assert!(!changed.is_verified());
    }

    #[test]
    fn a_byte_of_the_body_matters(mut sent in sent(), index: usize, flip in 1..=u8::MAX) {
        prop_assume!(!sent.body.is_empty());
        let index = index % sent.body.len();
        sent.body[index] ^= flip;
        prop_assert!(!sent.is_verified());
    }

    #[test]
    fn a_byte_more_or_less_matters(sent in sent(), byte: u8) {
        let mut longer = sent.clone();
        longer.body.push(byte);
        prop_assert!(!longer.is_verified());
        let mut shorter = sent.clone();
        prop_assume!(shorter.body.pop().is_some());
        prop_assert!(!shorter.is_verified());
    }

    #[test]
    fn what_is_signed_has_no_other_reading(sent in sent(), early in 301..1_000_000_i64) {
        // A body that holds a later time between dots, and the same bytes, parted at those dots.
        let seconds = SENT - early;
        let body = format!("x.{SENT}.rest").into_bytes();
        let signature = sign(&sent.secret, &sent.id, seconds, &body);
        let recorded = Sent { timestamp: seconds.to_string(), signature, body, ..sent };
        prop_assert!(!recorded.is_verified());
        let moved = Sent {
            id: format!("{}.{seconds}.x", recorded.id),
            timestamp: SENT.to_string(),
            body: b"rest".to_vec(),
            ..recorded
        };
        prop_assert!(!moved.is_verified());
    }

    #[test]
    fn any_body_is_an_event_or_an_error_that_has_it(body in vec(any::<u8>(), 0..200)) {
        match received(&body) {
            Ok(event) => prop_assert_eq!(event.raw(), &body[..]),
            Err(error) => prop_assert_eq!(error.delivery().unwrap().raw(), &body[..]),
        }
    }

    #[test]
    fn any_json_is_an_event_or_an_error_that_has_it(
        body in r#"(\{("(eventType|type|id|payload|generatedDate)":("read\.completed"|"[a-z]*\.write\.successful"|null|1|\{\}|\[\{\}\])[,}]){1,4}|[\[\]{}:,"0a]{0,20})"#,
    ) {
        match received(&body) {
            Ok(event) => prop_assert_eq!(event.raw(), body.as_bytes()),
            Err(error) => prop_assert_eq!(error.delivery().unwrap().raw(), body.as_bytes()),
        }
    }

    #[test]
    fn any_headers_are_refused(
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
        prop_assert!(!error.is_verified());
        let shown = format!("{error} {error:?}");
        prop_assert!(!shown.contains(&SECRET[6..]));
    }
}

#[test]
fn headers_in_any_order_among_others_are_fine() {
    let body = b"{}";
    let signature = signature(body);
    let timestamp = SENT.to_string();
    let all: [(&'static str, &[u8]); 5] = [
        ("webhook-id", ID.as_bytes()),
        ("webhook-timestamp", timestamp.as_bytes()),
        ("webhook-signature", signature.as_bytes()),
        ("content-type", b"text/plain"),
        // The fallback is not looked at.
        ("svix-signature", b"v1,other"),
    ];
    for order in permutations(all.len()) {
        let values: Vec<_> = order.iter().map(|index| all[*index]).collect();
        verifier().verify(&headers(&values), body).unwrap();
    }
}

#[test]
fn headers_of_a_mebibyte_are_refused_in_time() {
    let huge = vec![b'x'; 1 << 20];
    let list = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ".repeat((1 << 20) / 48);
    let good = signing(b"{}");
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
            assert!(!error.is_verified(), "{name}: {error}");
            assert!(error.to_string().len() < 100, "{name}");
        }
    }
    // The right one at the end of the list is found.
    let mut headers = good;
    let list = format!("{list} {}", signature(b"{}"));
    headers.insert("webhook-signature", list.try_into().unwrap());
    verifier().verify(&headers, b"{}").unwrap();
}

#[test]
fn empty_and_repeated_headers_are_named() {
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut empty = signing(b"{}");
        empty.insert(name, "".parse().unwrap());
        let error = verifier().verify(&empty, b"{}").unwrap_err();
        assert!(matches!(error, VerifyError::MissingHeader { name: found, .. } if found == name));
        let mut strange = signing(b"{}");
        strange.insert(name, "Größe".as_bytes().try_into().unwrap());
        let error = verifier().verify(&strange, b"{}").unwrap_err();
        assert!(matches!(error, VerifyError::BadHeader { name: found, .. } if found == name));
    }
    for name in ["webhook-id", "webhook-timestamp"] {
        let mut twice = signing(b"{}");
        twice.append(name, "1".parse().unwrap());
        let error = verifier().verify(&twice, b"{}").unwrap_err();
        assert!(matches!(error, VerifyError::BadHeader { name: found, .. } if found == name));
    }
}
