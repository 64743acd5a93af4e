//! Streams of events and of JSON values, in pieces as they arrive.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response as HttpResponse};
use http_body::Frame;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::tests::support::{API, CREATE, KEY, LIST};
use crate::{
    ApiKey, Body, BoxFuture, Call, Client, EventStream, ServerEvent, Transport, TransportError,
    VirtualClock, WholeEvent, client_builder,
};

/// The status of a response and the pieces of its body.
type Connection = (u16, Vec<&'static [u8]>);

/// A transport whose responses arrive in pieces, one connection after the other.
#[derive(Clone, Default)]
struct Pieces {
    connections: Arc<Mutex<VecDeque<Connection>>>,
    /// The header `Last-Event-ID` of each request.
    ids: Arc<Mutex<Vec<Option<String>>>>,
    dropped: Arc<Mutex<u32>>,
}

/// A body that counts when it is dropped.
struct PieceBody(VecDeque<&'static [u8]>, Arc<Mutex<u32>>);

impl http_body::Body for PieceBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.0.pop_front();
        Poll::Ready(piece.map(|piece| Ok(Frame::data(Bytes::from_static(piece)))))
    }
}

impl Drop for PieceBody {
    fn drop(&mut self) {
        *self.1.lock().unwrap() += 1;
    }
}

impl Transport for Pieces {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<HttpResponse<Body>, TransportError>> {
        let id = request.headers().get("last-event-id");
        let id = id.map(|id| String::from_utf8(id.as_bytes().to_vec()).unwrap());
        self.ids.lock().unwrap().push(id);
        let next = self.connections.lock().unwrap().pop_front();
        let (status, pieces) = next.unwrap_or((204, Vec::new()));
        let body = PieceBody(pieces.into(), Arc::clone(&self.dropped));
        let mut response = HttpResponse::new(Body::stream(body));
        *response.status_mut() = status.try_into().unwrap();
        Box::pin(async move { Ok(response) })
    }
}

fn client(pieces: &Pieces, clock: &VirtualClock) -> Client {
    client_builder(&API)
        .api_key(ApiKey::new(KEY))
        .transport(pieces.clone())
        .clock(clock.clone())
        .max_body_size(64)
        .build()
        .unwrap()
}

fn connection(pieces: Vec<&'static [u8]>) -> Pieces {
    let transport = Pieces::default();
    transport
        .connections
        .lock()
        .unwrap()
        .push_back((200, pieces));
    transport
}

async fn text_events(pieces: Vec<&'static [u8]>) -> Vec<(String, String, String)> {
    let client = client(&connection(pieces), &VirtualClock::default());
    let response = Call::new(&client, &LIST).text_events().await.unwrap();
    let mut stream = response.into_body();
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        let ServerEvent {
            event, id, data, ..
        } = event.unwrap();
        events.push((event, id, data));
    }
    events
}

fn event(event: &str, id: &str, data: &str) -> (String, String, String) {
    (event.to_owned(), id.to_owned(), data.to_owned())
}

#[tokio::test]
async fn events_are_cut_as_the_html_standard_says() {
    let stream: &[u8] = b"\xef\xbb\xbf: comment\n\ndata: a\ndata:b\ndata\r\n\r\n\
        event: add\rid: 1\rdata:  two spaces\r\r\nid: 2\n\nid: x\0y\ndata:\n\nevent: lost\n\n\
        unknown: 1\nretry: +5\ndata: \xff\n\ndata: incomplete";
    let expected = [
        event("message", "", "a\nb\n"),
        event("add", "1", " two spaces"),
        event("message", "2", ""),
        event("message", "2", "\u{fffd}"),
    ];
    assert_eq!(text_events(vec![stream]).await, expected);
    let single: Vec<&[u8]> = stream.chunks(1).collect();
    assert_eq!(text_events(single).await, expected);
}

#[derive(Debug, PartialEq, Deserialize)]
struct Item {
    n: u32,
}

async fn json_events(transport: &Pieces) -> EventStream<Item> {
    let client = client(transport, &VirtualClock::default());
    Call::new(&client, &LIST)
        .json_events()
        .await
        .unwrap()
        .into_body()
}

#[tokio::test]
async fn data_that_is_not_of_the_type_is_an_error_and_the_stream_continues() {
    let transport = connection(vec![b"data: {\"n\":1}\n\ndata: {}\n\ndata: {\"n\":2}\n\n"]);
    let mut stream = json_events(&transport).await;
    assert_eq!(stream.next().await.unwrap().unwrap().data, Item { n: 1 });
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), "{}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(stream.next().await.unwrap().unwrap().data, Item { n: 2 });
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn the_data_done_ends_a_stream_of_json() {
    let transport = connection(vec![b"data: [DONE]\n\ndata: {\"n\":2}\n\n"]);
    let mut stream = json_events(&transport).await.reconnect();
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
    assert_eq!(*transport.dropped.lock().unwrap(), 1);
    assert_eq!(text_events(vec![b"data: [DONE]\n\n"]).await.len(), 1);
}

#[tokio::test]
async fn a_type_of_whole_events_has_their_fields() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Whole {
        event: String,
        id: Option<String>,
        retry: Option<u64>,
        data: Value,
    }
    impl WholeEvent for Whole {
        fn has_text(event: &str) -> bool {
            event == "note"
        }
    }
    let transport = connection(vec![
        b"event: add\ndata: {\"n\":1}\n\nid: 7\nretry: 9\ndata: text\n\n",
        b"event: note\ndata: \"4\"\n\n",
    ]);
    let client = client(&transport, &VirtualClock::default());
    let response = Call::new(&client, &LIST).whole_events::<Whole>().await;
    let mut stream = response.unwrap().into_body();
    let mut next = async || {
        let event = stream.next().await.unwrap().unwrap();
        assert_eq!(
            event.retry.map(|time| time.as_millis().try_into().unwrap()),
            event.data.retry
        );
        let Whole {
            event,
            id,
            retry,
            data,
        } = event.data;
        (event, id, retry, data)
    };
    assert_eq!(next().await, ("add".into(), None, None, json!({"n": 1})));
    let id = || Some("7".to_owned());
    assert_eq!(
        next().await,
        ("message".into(), id(), Some(9), json!("text"))
    );
    assert_eq!(next().await, ("note".into(), id(), None, json!("\"4\"")));
}

#[tokio::test]
async fn a_stream_reconnects_after_the_last_event_when_asked() {
    let transport = connection(vec![
        b"retry: 250\n\nid: \xc3\xa9\ndata: {\"n\":1}\n\ndata: {",
    ]);
    let second = (200, vec![&b"data: {\"n\":2}\n\n"[..]]);
    transport.connections.lock().unwrap().push_back(second);
    let clock = VirtualClock::default();
    let client = client(&transport, &clock);
    let response = Call::new(&client, &LIST).json_events::<Item>().await;
    let mut stream = response.unwrap().into_body().reconnect();
    assert_eq!(stream.next().await.unwrap().unwrap().data, Item { n: 1 });
    assert_eq!(clock.elapsed(), Duration::ZERO);
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!((second.data, second.id.as_str()), (Item { n: 2 }, "é"));
    assert_eq!(clock.elapsed(), Duration::from_millis(250));
    // The server responds with 204.
    assert!(stream.next().await.is_none());
    let id = Some("é".to_owned());
    assert_eq!(*transport.ids.lock().unwrap(), [None, id.clone(), id]);
}

#[tokio::test]
async fn a_stream_does_not_reconnect_unless_asked_or_if_its_body_was_a_stream() {
    let transport = connection(vec![b"data: {\"n\":1}\n\n"]);
    let mut stream = json_events(&transport).await;
    assert!(stream.next().await.is_some());
    assert!(stream.next().await.is_none());
    let again = (200, vec![&b"data: {\"n\":1}\n\n"[..]]);
    transport.connections.lock().unwrap().push_back(again);
    let client = client(&transport, &VirtualClock::default());
    let call = Call::new(&client, &CREATE).raw_body("a/b", Body::stream(Body::from("x")));
    let mut stream = call
        .json_events::<Item>()
        .await
        .unwrap()
        .into_body()
        .reconnect();
    assert!(stream.next().await.is_some());
    assert!(stream.next().await.is_none());
    assert_eq!(transport.ids.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn connections_without_events_are_bounded() {
    let transport = connection(Vec::new());
    for _ in 0..20 {
        transport
            .connections
            .lock()
            .unwrap()
            .push_back((200, Vec::new()));
    }
    let mut stream = json_events(&transport).await.reconnect();
    assert!(stream.next().await.is_none());
    assert_eq!(transport.ids.lock().unwrap().len(), 6);
}

#[tokio::test]
async fn an_event_larger_than_the_limit_ends_the_stream() {
    let transport = connection(vec![b"data: ", &[b'x'; 80], b"\n\ndata: {\"n\":1}\n\n"]);
    let mut stream = json_events(&transport).await;
    assert!(
        stream
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_body_too_large()
    );
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn dropping_a_stream_drops_its_body() {
    let transport = connection(vec![b"data: {\"n\":1}\n\n", b"data: {\"n\":2}\n\n"]);
    let mut stream = json_events(&transport).await;
    assert!(stream.next().await.is_some());
    assert_eq!(*transport.dropped.lock().unwrap(), 0);
    drop(stream);
    assert_eq!(*transport.dropped.lock().unwrap(), 1);
}

#[tokio::test]
async fn json_lines_are_decoded_one_by_one() {
    let pieces: Vec<&[u8]> = vec![b"{\"n\":1}\r\n\n{\"n\"", b":2}\n{}\n", b"{\"n\":3}"];
    let transport = connection(pieces);
    let client = client(&transport, &VirtualClock::default());
    let response = Call::new(&client, &LIST).json_lines::<Item>().await;
    let mut stream = response.unwrap().into_body();
    assert_eq!(stream.next().await.unwrap().unwrap(), Item { n: 1 });
    assert_eq!(stream.next().await.unwrap().unwrap(), Item { n: 2 });
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.body().unwrap(), "{}");
    assert_eq!(stream.next().await.unwrap().unwrap(), Item { n: 3 });
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_json_sequence_is_cut_at_record_separators() {
    let transport = connection(vec![b"\x1e{\"n\":1}\n\x1e", b"{\"n\":\n2}\n\x1e{\"n\""]);
    let client = client(&transport, &VirtualClock::default());
    let response = Call::new(&client, &LIST).json_sequence::<Item>().await;
    let mut stream = response.unwrap().into_body();
    assert_eq!(stream.next().await.unwrap().unwrap(), Item { n: 1 });
    assert_eq!(stream.next().await.unwrap().unwrap(), Item { n: 2 });
    // The last text is cut off.
    assert!(stream.next().await.unwrap().unwrap_err().is_decode());
    assert!(stream.next().await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_is_read_without_an_async_runtime() {
    let transport = connection(vec![b"data: {\"n\":1}\n\n"]);
    let client = client(&transport, &VirtualClock::default());
    let call = Call::new(&client, &LIST);
    let response = call.blocking(|call| call.json_events::<Item>()).unwrap();
    let mut stream = response.into_body();
    let first = stream.next_blocking().unwrap().unwrap();
    assert_eq!(first.data, Item { n: 1 });
    assert!(stream.next_blocking().is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_is_an_iterator_without_an_async_runtime() {
    let transport = connection(vec![b"{\"n\":1}\n{}\n{\"n\":2}\n"]);
    let client = client(&transport, &VirtualClock::default());
    let call = Call::new(&client, &LIST);
    let response = call.blocking(Call::json_lines::<Item>).unwrap();
    let values: Vec<_> = response.into_body().into_blocking().collect();
    let numbers: Vec<_> = values.iter().map(|value| value.as_ref().ok()).collect();
    assert_eq!(numbers, [Some(&Item { n: 1 }), None, Some(&Item { n: 2 })]);

    let transport = connection(vec![b"id: 7\ndata: {\"n\":1}\n\n"]);
    let call = Call::new(&self::client(&transport, &VirtualClock::default()), &LIST);
    let response = call.blocking(Call::json_events::<Item>).unwrap();
    let mut events = response.into_body().reconnect().into_blocking();
    assert_eq!(events.next().unwrap().unwrap().data, Item { n: 1 });
    assert_eq!(events.stream().last_event_id(), "7");
    // The second request is responded to with 204.
    assert!(events.next().is_none());
    assert_eq!(transport.ids.lock().unwrap().len(), 2);
}
