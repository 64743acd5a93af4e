//! What the crate of `streams.yaml` sends, and how it reads responses.

use golden_streams::models::{
    ByReferenceResponse, DeleteJsonRequest, Delta, Notice, PostEventsRequest,
};
use golden_streams::serde_json::json;
use golden_streams::test_util::{MockResponse, MockTransport};
use golden_streams::{BodyValues, Client, OutgoingEvent};

use crate::ready;

fn client(text: &str) -> (Client, MockTransport) {
    let mock = MockTransport::new([MockResponse::text(200, text)]);
    (
        Client::builder().mock_transport(&mock).build().unwrap(),
        mock,
    )
}

#[test]
fn data_of_events_is_decoded() {
    let (client, mock) = client("event: a\nid: 1\ndata: {\"text\":\"x\"}\n\ndata: [DONE]\n\n");
    let mut stream = ready(client.streams().chat(Delta::new("q")).send()).unwrap();
    let event = ready(stream.next()).unwrap().unwrap();
    assert_eq!((event.event.as_str(), event.id.as_str()), ("a", "1"));
    assert_eq!(event.data, Delta::new("x"));
    assert!(ready(stream.next()).is_none());
    let accept = mock.requests()[0].headers.get("accept").unwrap().clone();
    assert_eq!(accept, "text/event-stream");
}

#[test]
fn a_response_can_also_be_asked_for_as_a_stream() {
    let (client, mock) = client("data: {\"text\":\"x\"}\n\n");
    let response = ready(client.streams().send_either().send_values()).unwrap();
    let mut stream = response.into_body();
    let event = ready(stream.next()).unwrap().unwrap();
    assert_eq!(event.data, Delta::new("x"));
    mock.then(MockResponse::json(200, r#"[{"text":"y"}]"#));
    let all = ready(client.streams().send_either().send()).unwrap();
    assert_eq!(all, [Delta::new("y")]);
    let accept = |index: usize| mock.requests()[index].headers["accept"].clone();
    assert_eq!(accept(0), "text/event-stream");
    assert_eq!(accept(1), "application/json");
}

#[test]
fn text_of_events_is_kept() {
    let mut stream = ready(client("data: \"a\"\n\n").0.streams().text_events().send()).unwrap();
    assert_eq!(ready(stream.next()).unwrap().unwrap().data, "\"a\"");
}

#[test]
fn a_described_event_has_typed_json_in_its_data() {
    let (client, _) = client("event: delta\ndata: {\"text\":\"x\"}\n\n");
    let mut stream = ready(client.streams().whole_events().send()).unwrap();
    let event = ready(stream.next()).unwrap().unwrap().data;
    assert_eq!(
        (event.event.as_str(), event.data),
        ("delta", Some(Delta::new("x")))
    );
}

#[test]
fn events_are_variants_whose_data_is_json_or_text() {
    let (client, _) = client(
        "event: note\ndata: \"4\"\n\nevent: delta\ndata: {\"text\":\"x\"}\n\n\
         event: note\ndata: {\"text\":\"y\"}\n\ndata: [END]\n\nevent: new\ndata: {}\n\n",
    );
    let mut stream = ready(client.streams().notices().send()).unwrap();
    let mut next = || ready(stream.next()).unwrap().unwrap().data;
    let Notice::Note(note) = next() else {
        panic!("not a note")
    };
    assert_eq!(note.data.as_deref(), Some("\"4\""));
    let Notice::Delta(delta) = next() else {
        panic!("not a delta")
    };
    assert_eq!(delta.data, Some(Delta::new("x")));
    let Notice::Note(note) = next() else {
        panic!("not a note")
    };
    assert_eq!(note.data.as_deref(), Some("{\"text\":\"y\"}"));
    let Notice::End(end) = next() else {
        panic!("not the end")
    };
    assert_eq!(end.data.unwrap().as_str(), "[END]");
    let Notice::Unknown(unknown) = next() else {
        panic!("not unknown")
    };
    assert_eq!(unknown, json!({"event": "new", "data": {}}));
}

#[test]
fn components_are_variants_of_events() {
    let (client, _) = client("event: ping\ndata\n\nevent: text\ndata: 4\n\n");
    let mut stream = ready(client.streams().by_reference().send()).unwrap();
    let ping = ready(stream.next()).unwrap().unwrap().data;
    assert!(matches!(ping, ByReferenceResponse::Ping(_)), "{ping:?}");
    let ByReferenceResponse::Text(text) = ready(stream.next()).unwrap().unwrap().data else {
        panic!("not text")
    };
    assert_eq!(text.data, "4");
}

#[test]
fn data_of_events_is_any_json_if_the_document_says_no_more() {
    let (client, _) = client("id: 1\nretry: 20\ndata: [\"a\"]\n\ndata: \"b\"\n\n");
    let mut stream = ready(client.streams().json_data().send()).unwrap();
    let event = ready(stream.next()).unwrap().unwrap().data;
    assert_eq!((event.id.as_deref(), event.retry), (Some("1"), Some(20)));
    assert_eq!(event.data, Some(json!(["a"])));
    let event = ready(stream.next()).unwrap().unwrap().data;
    assert_eq!(event.data, Some(json!("b")));
}

#[test]
fn the_schema_of_items_is_the_type_of_a_value_beside_the_schema_of_all() {
    let (client, mock) = client("{\"text\":\"a\"}\n");
    let mut stream = ready(client.streams().both().send()).unwrap();
    assert_eq!(ready(stream.next()).unwrap().unwrap(), Delta::new("a"));
    let accept = mock.requests()[0].headers["accept"].clone();
    assert_eq!(accept, "application/vnd.example+jsonl");
}

/// The media type and the body of the last request.
fn sent(mock: &MockTransport) -> (String, String) {
    let requests = mock.requests();
    let request = requests.last().unwrap();
    let media_type = request.headers["content-type"].to_str().unwrap();
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    (media_type.to_owned(), body)
}

#[test]
fn values_are_sent_in_lines_and_sequences() {
    let (client, mock) = client("");
    mock.fallback(MockResponse::status(204));
    let deltas = || [Delta::new("a\n"), Delta::new("b")];
    ready(client.streams().put_lines(deltas()).send()).unwrap();
    let lines = "{\"text\":\"a\\n\"}\n{\"text\":\"b\"}\n";
    let media_type = "application/jsonl".to_owned();
    assert_eq!(sent(&mock), (media_type.clone(), lines.to_owned()));
    let lazy = BodyValues::from_iterator(deltas().into_iter().cycle().take(2));
    ready(client.streams().put_lines(lazy).send()).unwrap();
    assert_eq!(sent(&mock), (media_type.clone(), lines.to_owned()));
    let written: BodyValues<Delta> = BodyValues::from_body(lines);
    ready(client.streams().put_lines(written).send()).unwrap();
    assert_eq!(sent(&mock), (media_type, lines.to_owned()));
    ready(
        client
            .streams()
            .patch_lines()
            .body(vec![Delta::new("a")])
            .send(),
    )
    .unwrap();
    let sequence = "\x1e{\"text\":\"a\"}\n".to_owned();
    assert_eq!(sent(&mock), ("application/json-seq".to_owned(), sequence));
    ready(client.streams().delete_lines([1, 2]).send()).unwrap();
    assert_eq!(
        sent(&mock),
        ("application/x-ndjson".to_owned(), "1\n2\n".to_owned())
    );
}

#[test]
fn events_are_sent_with_their_data() {
    let (client, mock) = client("");
    mock.fallback(MockResponse::status(204));
    let streams = client.streams();
    let event = OutgoingEvent::new(Delta::new("a\nb"))
        .event("delta")
        .id("1");
    ready(streams.post_deltas([event]).send()).unwrap();
    assert_eq!(
        sent(&mock),
        (
            "text/event-stream".to_owned(),
            "event: delta\nid: 1\ndata: {\"text\":\"a\\nb\"}\n\n".to_owned()
        )
    );
    ready(streams.post_deltas(vec![Delta::new("a")]).send()).unwrap();
    assert_eq!(sent(&mock).1, "data: {\"text\":\"a\"}\n\n");
    ready(streams.patch_texts(["a\nb".to_owned()]).send()).unwrap();
    assert_eq!(sent(&mock).1, "data: a\ndata: b\n\n");
}

#[test]
fn described_events_are_sent_with_their_fields() {
    let (client_of_bodies, mock) = client("");
    mock.fallback(MockResponse::status(204));
    let streams = client_of_bodies.streams();
    let note = PostEventsRequest::new().data("\"4\"");
    ready(streams.post_events([note]).send()).unwrap();
    assert_eq!(sent(&mock).1, "data: \"4\"\n\n");
    let json = DeleteJsonRequest::new().event("n").data(json!("4"));
    ready(streams.delete_json([json]).send()).unwrap();
    assert_eq!(sent(&mock).1, "event: n\ndata: \"4\"\n\n");
    let events =
        "event: delta\ndata: {\"text\":\"x\"}\n\nevent: note\ndata: {}\n\nevent: \ndata: [END]\n\n";
    let received = client(events).0.streams().notices();
    let mut stream = ready(received.send()).unwrap();
    let mut notices = Vec::new();
    while let Some(notice) = ready(stream.next()) {
        notices.push(notice.unwrap().data);
    }
    ready(streams.put_notices().body(notices).send()).unwrap();
    assert_eq!(
        sent(&mock).1,
        "event: delta\ndata: {\"text\":\"x\"}\n\nevent: note\ndata: {}\n\nevent: message\ndata: [END]\n\n"
    );
    let body: BodyValues<PostEventsRequest> = BodyValues::from_body(events);
    ready(streams.post_events(body).send()).unwrap();
    assert_eq!(sent(&mock).1, events);
}

#[test]
fn lines_and_sequences_are_values() {
    let (client_of_lines, _) = client("{\"text\":\"a\"}\n{\"text\":\"b\"}");
    let mut stream = ready(client_of_lines.streams().lines().send()).unwrap();
    assert_eq!(ready(stream.next()).unwrap().unwrap(), Delta::new("a"));
    assert_eq!(ready(stream.next()).unwrap().unwrap(), Delta::new("b"));
    assert!(ready(stream.next()).is_none());
    let (client, _) = client("\u{1e}[1,2]\n");
    let mut stream = ready(client.streams().sequence().send()).unwrap();
    assert_eq!(ready(stream.next()).unwrap().unwrap(), [1, 2]);
}
