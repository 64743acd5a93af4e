//! Deliveries that the crate signs for users' tests, and its example bodies.

use std::time::{Duration, SystemTime};

use codat_platform::events::{Deduplicator, EventKind, Verifier, VerifyError};
use codat_platform::test_util::{ExampleEvent, SignedEvent};
use serde_json::Value;
use svix::webhooks::Webhook;

use crate::absent::without_absent;
use crate::kinds::type_name;
use crate::sender::{ID, SECRET, SENT, at, signed_headers, verifier};

#[test]
fn every_example_is_verified_decoded_and_encoded_again() {
    let verifier = Verifier::new(SECRET).unwrap();
    for (event, body) in ExampleEvent::ALL {
        let signed = SignedEvent::new(SECRET, body).unwrap();
        let received = verifier.verify(&signed.headers(), signed.body()).unwrap();
        assert_eq!(type_name(&received.kind), *event);
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(received.event_type(), body["eventType"].as_str().unwrap());
        assert_eq!(received.id.as_deref(), body["id"].as_str());
        let date = received.generated_date.as_ref().map(|date| date.as_str());
        assert_eq!(date, body["generatedDate"].as_str());
        let encoded = serde_json::to_value(&received.kind).unwrap();
        assert_eq!(
            without_absent(encoded),
            without_absent(body["payload"].clone())
        );
    }
    assert_eq!(ExampleEvent::ALL.len(), 16);
}

#[test]
fn signs_like_the_sender() {
    let body = ExampleEvent::COMPANY_CREATED;
    let signed = SignedEvent::new(SECRET, body)
        .unwrap()
        .webhook_id(ID)
        .sent_at(at(SENT));
    assert_eq!(signed.headers(), signed_headers(body.as_bytes()));
    assert_eq!(signed.body(), body.as_bytes());
    verifier().verify(&signed.headers(), signed.body()).unwrap();
    // The sender's library accepts a delivery that is sent now.
    let now = SignedEvent::new(SECRET, body).unwrap();
    Webhook::new(SECRET)
        .unwrap()
        .verify(now.body(), &now.headers())
        .unwrap();
}

#[test]
fn each_delivery_has_a_new_id_and_the_current_time() {
    let verifier = Verifier::new(SECRET).unwrap();
    let deduplicator = Deduplicator::default();
    for _ in 0..3 {
        let signed = SignedEvent::new(SECRET, ExampleEvent::READ_COMPLETED).unwrap();
        let event = verifier.verify(&signed.headers(), signed.body()).unwrap();
        assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
        assert!(deduplicator.insert(event.webhook_id()));
        let again = verifier.verify(&signed.headers(), signed.body()).unwrap();
        assert!(!deduplicator.insert(again.webhook_id()));
    }
    let old = SystemTime::now() - Duration::from_secs(301);
    let old = SignedEvent::new(SECRET, "{}").unwrap().sent_at(old);
    let error = verifier.verify(&old.headers(), old.body()).unwrap_err();
    assert!(matches!(error, VerifyError::TooOld { .. }));
    assert!(matches!(
        SignedEvent::new("whsec_?", "{}"),
        Err(VerifyError::BadSecret)
    ));
}
