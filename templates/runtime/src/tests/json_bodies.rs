//! Request bodies that are JSON values one after the other.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;

use crate::tests::server::{Then, client, read_request, responding_at, serve};
use crate::tests::support::{CREATE, LIST, builder};
use crate::{BodyValues, Call, Client, Retry};

/// What a channel receives.
struct Received(mpsc::UnboundedReceiver<Result<Value, io::Error>>);

impl Stream for Received {
    type Item = Result<Value, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn lines(client: &Client, body: impl Into<BodyValues<Value>>) -> Call {
    Call::new(client, &LIST).json_lines_body("application/jsonl", body)
}

#[tokio::test]
async fn values_are_sent_when_the_stream_returns_them() {
    let (sender, values) = mpsc::unbounded_channel();
    let (first_arrived, mut notices) = mpsc::unbounded_channel();
    let (whole, mut requests) = mpsc::unbounded_channel();
    let address = serve(move |mut stream| {
        let (first_arrived, whole) = (first_arrived.clone(), whole.clone());
        async move {
            let mut start = Vec::new();
            while !String::from_utf8_lossy(&start).contains("{\"n\":1}\n") {
                assert_ne!(stream.read_buf(&mut start).await.unwrap(), 0);
            }
            first_arrived.send(()).unwrap();
            let rest = read_request(&mut Prefixed(start, &mut stream)).await;
            whole.send(rest).unwrap();
            stream.write_all(b"HTTP/1.1 204 \r\n\r\n").await.unwrap();
        }
    })
    .await;
    let call = lines(&client(address), BodyValues::from_stream(Received(values)));
    let call = tokio::spawn(call.empty_response());
    sender.send(Ok(json!({"n": 1}))).unwrap();
    // The second value does not exist before the server has the first.
    notices.recv().await.unwrap();
    sender.send(Ok(json!({"n": 2}))).unwrap();
    drop(sender);
    call.await.unwrap().unwrap();
    let request = requests.recv().await.unwrap().to_lowercase();
    assert!(
        request.contains("content-type: application/jsonl\r\n"),
        "{request}"
    );
    assert!(
        request.contains("transfer-encoding: chunked\r\n"),
        "{request}"
    );
    assert!(request.contains("8\r\n{\"n\":2}\n\r\n0\r\n"), "{request}");
}

/// What was read already, before the rest of a stream.
struct Prefixed<'a, S>(Vec<u8>, &'a mut S);

impl<S: tokio::io::AsyncRead + Unpin> tokio::io::AsyncRead for Prefixed<'_, S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.0.is_empty() {
            return Pin::new(&mut *this.1).poll_read(context, buffer);
        }
        buffer.put_slice(&std::mem::take(&mut this.0));
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn only_values_in_memory_are_sent_again() {
    let address = responding_at("HTTP/1.1 503 \r\ncontent-length: 0\r\n\r\n", Then::Close).await;
    let client = builder()
        .base_url(format!("http://{address}"))
        .retry(
            Retry::new()
                .max_attempts(2)
                .initial_backoff(std::time::Duration::ZERO),
        )
        .build()
        .unwrap();
    let in_memory = lines(&client, vec![json!(1)]).empty_response().await;
    assert_eq!(in_memory.unwrap_err().attempts(), 2);
    let streamed = lines(&client, BodyValues::from_iterator([json!(1)]));
    assert_eq!(streamed.empty_response().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn an_error_of_the_stream_ends_the_call() {
    let address = responding_at("", Then::Stall).await;
    let (sender, values) = mpsc::unbounded_channel();
    sender.send(Ok(json!(1))).unwrap();
    sender
        .send(Err(io::Error::other("no more values")))
        .unwrap();
    let values = BodyValues::from_stream(Received(values));
    let call =
        Call::new(&client(address), &CREATE).json_sequence_body("application/json-seq", values);
    let error = call.empty_response().await.unwrap_err();
    assert!(error.is_interrupted(), "{error:?}");
    assert!(error.to_string().contains("no more values"), "{error}");
}

#[test]
fn debug_shows_no_values() {
    let shown = |values: BodyValues<Value>| format!("{values:?}");
    assert_eq!(shown(vec![json!("secret")].into()), "BodyValues(1 values)");
    assert_eq!(
        shown(BodyValues::from_iterator([json!("secret")])),
        "BodyValues(stream)"
    );
    assert_eq!(
        shown(BodyValues::from_body("secret")),
        "BodyValues(Body(6 bytes))"
    );
}
