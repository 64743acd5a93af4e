//! Which variant is which event, and what decides.

use codat_platform::events::{EventKind, VerifyError};
use codat_platform::models::DataType;
use serde_json::json;

use crate::sender::{ID, SENT, at, received};

/// The name that the document has for a kind of event.
pub(crate) fn name(kind: &EventKind) -> &'static str {
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
        _ => "another",
    }
}

/// The kind of a body of this type, with an empty payload.
fn kind(event_type: &str) -> EventKind {
    let body = json!({"id": "e", "eventType": event_type, "payload": {}});
    received(body.to_string()).unwrap().kind
}

#[test]
fn a_name_that_begins_with_another_is_itself() {
    assert_eq!(name(&kind("read.completed")), "read.completed");
    assert_eq!(
        name(&kind("read.completed.initial")),
        "read.completed.initial"
    );
    assert_eq!(name(&kind("read.completed.finally")), "another");
    assert_eq!(name(&kind("read.complete")), "another");
    assert_eq!(name(&kind("Read.completed")), "another");
}

#[test]
fn a_write_names_its_data_type() {
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
    assert_eq!(name(&kind(".write.successful")), "another");
    assert_eq!(name(&kind("write.successful")), "another");
}

#[test]
fn an_event_has_what_was_sent() {
    let body = json!({
        "generatedDate": "2026-10-23T23:59:99.1234567Z",
        "payload": {"dailyQuota": 12_000, "quotaRemaining": 0},
        "eventType": "client.rateLimit.reached",
        "id": "not a UUID",
    });
    let body = body.to_string();
    let event = received(&body).unwrap();
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
    assert_eq!(event, received(&body).unwrap());
    let (kind, delivery) = event.into_parts();
    assert_eq!(name(&kind), delivery.event_type());
}

#[test]
fn an_event_of_tomorrow_does_not_fail() {
    let body = json!({"id": 5, "eventType": "moon.risen", "payload": {"phase": [1.5]}});
    let event = received(body.to_string()).unwrap();
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
fn types_by_their_older_names() {
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
        assert_eq!(name(&received(body.to_string()).unwrap().kind), expected);
    }
    // Rules, which ended on 2025-01-10, had no payload: the body is what they are about.
    for name in ["RuleType", "Type"] {
        let body =
            json!({"AlertId": "a", name: "Dataset data changed", "Data": {"datasetId": "d"}});
        let event = received(body.to_string()).unwrap();
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
fn a_payload_that_does_not_fit_is_not_lost() {
    for payload in [
        json!({"dailyQuota": "many"}),
        json!(5),
        json!("text"),
        json!(null),
    ] {
        let body = json!({"eventType": "client.rateLimit.reset", "payload": payload});
        let body = body.to_string();
        let error = received(&body).unwrap_err();
        assert!(
            matches!(error, VerifyError::UnexpectedPayload { .. }),
            "{error:?}"
        );
        let delivery = error.delivery().unwrap();
        assert_eq!(delivery.event_type(), "client.rateLimit.reset");
        assert_eq!(delivery.raw(), body.as_bytes());
        assert_eq!(delivery.webhook_id(), ID);
    }
    let body = r#"{"eventType":"client.rateLimit.reset"}"#;
    let error = received(body).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the payload of `client.rateLimit.reset` is not as expected: it is not there"
    );
    let body = r#"{"eventType":"client.rateLimit.reset","payload":{"dailyQuota":"many"}}"#;
    let error = received(body).unwrap_err().to_string();
    assert!(
        error.contains("at `dailyQuota`: invalid type: string"),
        "{error}"
    );
}
