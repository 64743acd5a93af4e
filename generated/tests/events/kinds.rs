//! The variants of `EventKind`, and how the type of an event selects one.

use codat_platform::events::EventKind;
use codat_platform::models::DataType;
use serde_json::json;

use crate::sender::{ID, SENT, at, receive};

/// The type of a kind of event, as named in the document.
pub(crate) fn type_name(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::CompanyCreated(_) => "company.created",
        EventKind::CompanyDeleted(_) => "company.deleted",
        EventKind::CompanyProductAdded(_) => "company.product.added",
        EventKind::CompanyProductRemoved(_) => "company.product.removed",
        EventKind::ConnectionCreated(_) => "connection.created",
        EventKind::ConnectionConnected(_) => "connection.connected",
        EventKind::ConnectionFailed(_) => "connection.failed",
        EventKind::ConnectionDisconnected(_) => "connection.disconnected",
        EventKind::ConnectionReconnected(_) => "connection.reconnected",
        EventKind::ConnectionDeleted(_) => "connection.deleted",
        EventKind::ReadCompleted(_) => "read.completed",
        EventKind::ReadCompletedInitial(_) => "read.completed.initial",
        EventKind::DataTypeWriteSuccessful { .. } => "{dataType}.write.successful",
        EventKind::DataTypeWriteUnsuccessful { .. } => "{dataType}.write.unsuccessful",
        EventKind::ClientRateLimitReached(_) => "client.rateLimit.reached",
        EventKind::ClientRateLimitReset(_) => "client.rateLimit.reset",
        EventKind::Unreadable { .. } => "unreadable",
        _ => "unknown",
    }
}

/// The kind of an event with this type and an empty payload.
fn kind(event_type: &str) -> EventKind {
    let body = json!({"id": "e", "eventType": event_type, "payload": {}});
    receive(body.to_string()).unwrap().kind
}

#[test]
fn types_are_compared_as_a_whole() {
    assert_eq!(type_name(&kind("read.completed")), "read.completed");
    assert_eq!(
        type_name(&kind("read.completed.initial")),
        "read.completed.initial"
    );
    assert_eq!(type_name(&kind("read.completed.finally")), "unknown");
    assert_eq!(type_name(&kind("read.complete")), "unknown");
    assert_eq!(type_name(&kind("Read.completed")), "unknown");
}

#[test]
fn the_data_type_of_a_write_is_read_from_the_type() {
    let EventKind::DataTypeWriteSuccessful { data_type, .. } =
        kind("journalEntries.write.successful")
    else {
        panic!("not a write");
    };
    assert_eq!(data_type, DataType::JournalEntries);
    for (text, known) in [("bills", true), ("moonbeams", false), ("a.b", false)] {
        let EventKind::DataTypeWriteUnsuccessful { data_type, .. } =
            kind(&format!("{text}.write.unsuccessful"))
        else {
            panic!("not a write");
        };
        assert_eq!(data_type.as_str(), text);
        assert_eq!(matches!(data_type, DataType::UnknownValue(_)), !known);
    }
    assert_eq!(type_name(&kind(".write.successful")), "unknown");
    assert_eq!(type_name(&kind("write.successful")), "unknown");
}

#[test]
fn an_event_has_the_properties_that_were_sent() {
    let body = json!({
        "generatedDate": "2026-10-23T23:59:99.1234567Z",
        "payload": {"dailyQuota": 12_000, "quotaRemaining": 0},
        "eventType": "client.rateLimit.reached",
        "id": "not a UUID",
    });
    let body = body.to_string();
    let event = receive(&body).unwrap();
    assert_eq!(event.webhook_id(), ID);
    assert_eq!(event.sent_at(), at(SENT));
    assert_eq!(event.event_type(), "client.rateLimit.reached");
    assert_eq!(event.raw(), body.as_bytes());
    assert_eq!(event.delivery().raw(), event.raw());
    assert_eq!(event.id.as_deref(), Some("not a UUID"));
    let date = event.generated_date.as_ref().unwrap();
    assert_eq!(date.as_str(), "2026-10-23T23:59:99.1234567Z");
    let EventKind::ClientRateLimitReached(quota) = &event.kind else {
        panic!("{:?}", event.kind)
    };
    assert_eq!(
        (quota.daily_quota, quota.quota_remaining),
        (Some(12_000), Some(0))
    );
    assert_eq!(event, receive(&body).unwrap());
    let (kind, delivery) = event.into_parts();
    assert_eq!(type_name(&kind), delivery.event_type());
}

#[test]
fn an_event_of_an_unknown_type_is_unknown() {
    let body = json!({"id": 5, "eventType": "moon.risen", "payload": {"phase": [1.5]}});
    let event = receive(body.to_string()).unwrap();
    let EventKind::Unknown {
        event_type,
        payload,
    } = &event.kind
    else {
        panic!("{:?}", event.kind)
    };
    assert_eq!(
        (event_type.as_str(), payload),
        ("moon.risen", &json!({"phase": [1.5]}))
    );
    assert_eq!(
        serde_json::to_value(&event.kind).unwrap(),
        json!({"phase": [1.5]})
    );
    assert_eq!(
        (event.id.as_deref(), event.generated_date),
        (Some("5"), None)
    );
}

#[test]
fn older_names_of_the_type_property_are_read() {
    for (body, expected) in [
        (
            json!({"type": "read.completed", "payload": {}}),
            "read.completed",
        ),
        (
            json!({"type": "a", "eventType": "read.completed.initial", "payload": {}}),
            "read.completed.initial",
        ),
        (
            json!({"eventType": "", "type": "read.completed.initial", "payload": {}}),
            "read.completed.initial",
        ),
    ] {
        assert_eq!(
            type_name(&receive(body.to_string()).unwrap().kind),
            expected
        );
    }
    // Rules, which ended on 2025-01-10, had no payload property: the payload is the body.
    for name in ["RuleType", "Type"] {
        let body =
            json!({"AlertId": "a", name: "Dataset data changed", "Data": {"datasetId": "d"}});
        let event = receive(body.to_string()).unwrap();
        let EventKind::Unknown {
            event_type,
            payload,
        } = event.kind
        else {
            panic!("{:?}", event.kind)
        };
        assert_eq!(
            (event_type.as_str(), payload),
            ("Dataset data changed", body)
        );
    }
}

#[test]
fn an_unexpected_payload_is_an_unreadable_event() {
    for payload in [
        r#"{"dailyQuota":"many"}"#,
        "5",
        "\"text\"",
        "null",
        r#"{"dailyQuota":1e999}"#,
    ] {
        let body =
            format!(r#"{{"eventType":"client.rateLimit.reset","payload":{payload},"id":"7"}}"#);
        let event = receive(&body).unwrap();
        assert_eq!(event.event_type(), "client.rateLimit.reset");
        assert_eq!((event.id.as_deref(), event.webhook_id()), (Some("7"), ID));
        assert_eq!(event.raw(), body.as_bytes());
        let EventKind::Unreadable {
            event_type,
            payload: bytes,
            error,
        } = event.kind
        else {
            panic!("{payload}: {:?}", event.kind)
        };
        assert_eq!(event_type, "client.rateLimit.reset");
        assert_eq!(bytes, payload.as_bytes());
        assert!(!error.is_not_json(), "{error}");
    }
}

#[test]
fn a_payload_error_has_the_path_and_no_values() {
    let error = |body: &str| match receive(body).unwrap().kind {
        EventKind::Unreadable { error, .. } => error,
        kind => panic!("{kind:?}"),
    };
    let missing = error(r#"{"eventType":"client.rateLimit.reset"}"#);
    assert_eq!(missing.to_string(), "the payload is missing");
    let wrong = error(r#"{"eventType":"client.rateLimit.reset","payload":{"dailyQuota":"many"}}"#);
    assert_eq!(wrong.path(), Some("dailyQuota"));
    assert_eq!(
        wrong.to_string(),
        "the payload cannot be decoded at `dailyQuota`: expected i64, found string"
    );
}

#[test]
fn an_unknown_payload_that_has_no_json_value_is_unreadable() {
    for payload in ["1e999".to_owned(), "[".repeat(200) + &"]".repeat(200)] {
        let body = format!(r#"{{"eventType":"moon.risen","payload":{payload}}}"#);
        let event = receive(&body).unwrap();
        assert_eq!(type_name(&event.kind), "unreadable");
        assert_eq!(event.event_type(), "moon.risen");
        assert_eq!(event.raw(), body.as_bytes());
    }
}
