//! Deliveries that Codat published, from `shared/conformance/events.json`.

use std::path::Path;

use codat_platform::events::EventKind;
use serde_json::Value;

use crate::absent::without_absent;
use crate::kinds::type_name;
use crate::sender::receive;

#[test]
fn every_published_delivery_is_decoded_as_its_type() {
    let file = "../../shared/conformance/events.json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {file}");
        return;
    };
    let published: Value = serde_json::from_str(&text).unwrap();
    let published = published["events"].as_array().unwrap();
    for delivery in published {
        let event_type = delivery["event_type"].as_str().unwrap();
        let body = &delivery["payload"];
        let event = receive(body.to_string()).unwrap();
        assert_eq!(event.event_type(), body["eventType"].as_str().unwrap());
        assert_eq!(event.id.as_deref(), body["id"].as_str());
        let date = event.generated_date.as_ref().map(|date| date.as_str());
        assert_eq!(date, body["generatedDate"].as_str());
        assert!(
            !matches!(event.kind, EventKind::Unknown { .. }),
            "{event_type}"
        );
        // Not the name in the file, which is wrong for one of them.
        assert_eq!(type_name(&event.kind), event_type);
        let encoded = serde_json::to_value(&event.kind).unwrap();
        let payload = body["payload"].clone();
        assert_eq!(
            without_absent(encoded),
            without_absent(payload),
            "{event_type}"
        );
    }
    println!("{} deliveries", published.len());
    assert!(published.len() > 20);
}
