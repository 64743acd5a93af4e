//! Events are serialized as the envelope in which they were sent.

use serde_json::{Value, json};

use crate::sender::receive;

#[test]
fn an_event_is_serialized_as_its_envelope() {
    for body in [
        json!({
            "id": "e-1", "eventType": "read.completed", "generatedDate": "2026-03-04",
            "payload": {"modifiedFromDate": "a"},
        }),
        json!({"eventType": "moon.risen", "payload": [1, {"a": null}]}),
        json!({"id": "e-2", "eventType": "bills.write.successful", "payload": {"id": "w"}}),
    ] {
        let event = receive(body.to_string()).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), body);
        // The result is the body of the same event.
        let again = receive(serde_json::to_string(&event).unwrap()).unwrap();
        assert_eq!((again.id, again.kind), (event.id, event.kind));
    }
}

#[test]
fn an_unreadable_payload_is_serialized_as_a_string() {
    let event = receive(r#"{"id":"e","eventType":"client.rateLimit.reset","payload":5}"#).unwrap();
    let value = serde_json::to_value(&event).unwrap();
    let expected = json!({"id": "e", "eventType": "client.rateLimit.reset", "payload": "5"});
    assert_eq!(value, expected);
    let event = receive(b"not \xff JSON").unwrap();
    let value: Value = serde_json::to_value(&event).unwrap();
    let expected = json!({"eventType": "", "payload": "not \u{fffd} JSON"});
    assert_eq!(value, expected);
}
