//! The names of event types, for subscriptions.

use codat_platform::events::EventType;
use codat_platform::models::{DataType, WebhookConsumerPrototype};

#[test]
fn the_names_are_those_of_the_document() {
    assert_eq!(EventType::COMPANY_CREATED, "company.created");
    assert_eq!(EventType::READ_COMPLETED_INITIAL, "read.completed.initial");
    assert_eq!(
        EventType::CLIENT_RATE_LIMIT_REACHED,
        "client.rateLimit.reached"
    );
    let succeeded = EventType::data_type_write_successful(DataType::Bills);
    assert_eq!(succeeded, "bills.write.successful");
    let failed = EventType::data_type_write_unsuccessful("moonbeams");
    assert_eq!(failed, "moonbeams.write.unsuccessful");
}

#[test]
fn a_consumer_can_subscribe_to_them() {
    let consumer = WebhookConsumerPrototype::new()
        .event_types([EventType::READ_COMPLETED, EventType::CONNECTION_CONNECTED]);
    let value = serde_json::to_value(consumer).unwrap();
    let expected = serde_json::json!(["read.completed", "connection.connected"]);
    assert_eq!(value["eventTypes"], expected);
    let consumer = WebhookConsumerPrototype::new().event_types([
        EventType::COMPANY_CREATED.to_owned(),
        EventType::data_type_write_successful(DataType::Invoices),
    ]);
    let value = serde_json::to_value(consumer).unwrap();
    let expected = serde_json::json!(["company.created", "invoices.write.successful"]);
    assert_eq!(value["eventTypes"], expected);
}

#[test]
fn a_type_can_be_used_in_a_match() {
    let matched = match "company.deleted" {
        EventType::COMPANY_DELETED => true,
        _ => false,
    };
    assert!(matched);
}
