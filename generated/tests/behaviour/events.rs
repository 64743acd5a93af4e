//! Webhook events: what is refused, what is accepted, and what errors show.

use codat_platform::events::{Event, EventKind, Verifier, VerifyError};
use codat_platform::http::HeaderMap;
use codat_platform::test_util::{ExampleEvent, SignedEvent};
use serde_json::Value;

const SECRET: &str = "whsec_c2VjcmV0IG9mIHRoZSBiZWhhdmlvdXIgdGVzdHM=";

fn sign(body: &str) -> SignedEvent {
    SignedEvent::new(SECRET, body).unwrap()
}

fn verify(headers: &HeaderMap, body: &str) -> Result<Event, VerifyError> {
    Verifier::new(SECRET)
        .unwrap()
        .verify(headers, body.as_bytes())
}

#[test]
fn a_forged_delivery_is_refused_with_401_and_a_malformed_one_with_400() {
    let headers = sign("{}").headers();
    let forged = verify(&headers, "[]").unwrap_err();
    assert_eq!(forged, VerifyError::NoMatchingSignature);
    assert_eq!(forged.status(), 401);
    assert_eq!(verify(&HeaderMap::new(), "{}").unwrap_err().status(), 400);
}

#[test]
fn an_authentic_delivery_is_never_refused() {
    for body in [
        "not JSON",
        "",
        r#"{"eventType":"read.completed","payload":[]}"#,
        r#"{"eventType":"read.completed"}"#,
        r#"{"eventType":"moon.risen","payload":1e999}"#,
        &format!(
            r#"{{"eventType":"moon.risen","payload":{}{}}}"#,
            "[".repeat(500),
            "]".repeat(500)
        ),
    ] {
        let signed = sign(body);
        let event = verify(&signed.headers(), body).unwrap();
        assert!(
            matches!(event.kind, EventKind::Unreadable { .. }),
            "{body}: {event:?}"
        );
        assert_eq!(event.raw(), body.as_bytes());
    }
}

#[test]
fn a_payload_error_has_a_path_and_shows_no_value() {
    let body = r#"{"eventType":"client.rateLimit.reset","payload":{"dailyQuota":"s3cret"}}"#;
    let event = verify(&sign(body).headers(), body).unwrap();
    let EventKind::Unreadable { error, .. } = event.kind else {
        panic!("{:?}", event.kind)
    };
    assert_eq!(error.path(), Some("dailyQuota"));
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
}

#[test]
fn a_repeated_signature_header_is_refused() {
    let mut headers = sign("{}").headers();
    let signature = headers["webhook-signature"].clone();
    headers.append("webhook-signature", signature.clone());
    let error = verify(&headers, "{}").unwrap_err();
    assert!(matches!(error, VerifyError::BadHeader { .. }), "{error:?}");
    assert_eq!(error.status(), 400);
    let list = format!("v1,AAAA {}", signature.to_str().unwrap());
    headers.insert("webhook-signature", list.parse().unwrap());
    verify(&headers, "{}").unwrap();
}

#[test]
fn an_event_is_serialized_in_the_structure_of_its_body() {
    for (name, body) in ExampleEvent::ALL {
        let event = verify(&sign(body).headers(), body).unwrap();
        let encoded = serde_json::to_string(&event).unwrap();
        let again = verify(&sign(&encoded).headers(), &encoded).unwrap();
        assert_eq!(again.kind, event.kind, "{name}");
        let (encoded, body): (Value, Value) = (
            serde_json::from_str(&encoded).unwrap(),
            serde_json::from_str(body).unwrap(),
        );
        for property in ["id", "eventType", "generatedDate"] {
            assert_eq!(encoded[property], body[property], "{name}");
        }
    }
}
