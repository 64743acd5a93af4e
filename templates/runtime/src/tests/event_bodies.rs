//! Request bodies that are events.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use crate::tests::bodies::collect;
use crate::tests::custom_transport::offline;
use crate::tests::support::{CREATE, builder};
use crate::{BodyEvent, BodyValues, Call, OutgoingEvent};

/// The body of events with data that is sent, or the error of the call.
async fn sent_data<T: Serialize + 'static>(
    body: impl Into<BodyValues<OutgoingEvent<T>>>,
) -> Result<String, String> {
    sent(body.into()).await
}

/// The body that is sent, or the error of the call.
async fn sent<T: BodyEvent + 'static>(body: impl Into<BodyValues<T>>) -> Result<String, String> {
    let client = offline(builder()).build().unwrap();
    let call = Call::new(&client, &CREATE).event_body("text/event-stream", body);
    let request = call
        .into_request("*/*")
        .map_err(|error| error.to_string())?;
    assert_eq!(request.headers()["content-type"], "text/event-stream");
    let body = collect(request.into_body()).await;
    Ok(String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn fields_are_lines_before_an_empty_line() {
    let event = OutgoingEvent::new("a\nb\r\nc\rd")
        .event("tick")
        .id("7")
        .retry(Duration::from_millis(20));
    assert_eq!(
        sent_data::<&str>([event]).await.unwrap(),
        "event: tick\nid: 7\nretry: 20\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
    );
}

#[tokio::test]
async fn data_is_text_or_json() {
    assert_eq!(
        sent_data::<&str>(vec!["", "\"x\""]).await.unwrap(),
        "data: \n\ndata: \"x\"\n\n"
    );
    assert_eq!(
        sent_data::<i32>([1, 2]).await.unwrap(),
        "data: 1\n\ndata: 2\n\n"
    );
    // A string of no described type is JSON.
    let any = [json!("x"), json!({"b": 1, "a": "\n"}), Value::Null];
    assert_eq!(
        sent_data::<Value>(any).await.unwrap(),
        "data: \"x\"\n\ndata: {\"a\":\"\\n\",\"b\":1}\n\ndata: null\n\n"
    );
}

#[tokio::test]
async fn events_of_an_iterator_are_sent_as_they_come() {
    let events = (0..2).map(|n| OutgoingEvent::new(n).event("n"));
    let body = BodyValues::from_iterator(events);
    assert_eq!(
        sent_data(body).await.unwrap(),
        "event: n\ndata: 0\n\nevent: n\ndata: 1\n\n"
    );
    let body: BodyValues<OutgoingEvent<String>> = BodyValues::from_body(": note\n\n");
    assert_eq!(sent_data(body).await.unwrap(), ": note\n\n");
}

#[tokio::test]
async fn a_line_break_in_another_field_is_an_error() {
    for event in [
        OutgoingEvent::new("").event("a\ndata: b"),
        OutgoingEvent::new("").id("a\r"),
        OutgoingEvent::new("").id("\0"),
    ] {
        let error = sent_data::<&str>([event]).await.unwrap_err();
        assert!(
            error.contains("an event of the body cannot be written"),
            "{error}"
        );
    }
}

#[derive(Serialize)]
struct Whole {
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

impl BodyEvent for Whole {
    fn has_json(event: &str) -> bool {
        event == "json"
    }
}

#[tokio::test]
async fn a_type_of_whole_events_has_their_fields() {
    let event = |event, id, data| Whole { event, id, data };
    let events = [
        event(Some("json"), Some(1), Some(json!("x"))),
        event(Some("text"), None, Some(json!("x"))),
        event(None, None, Some(json!([1]))),
        event(Some("ping"), None, None),
    ];
    assert_eq!(
        sent::<Whole>(events).await.unwrap(),
        "event: json\nid: 1\ndata: \"x\"\n\nevent: text\ndata: x\n\ndata: [1]\n\nevent: ping\n\n"
    );
}
