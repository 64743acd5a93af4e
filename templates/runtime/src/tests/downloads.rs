//! Streamed response bodies on loopback: their limit, and connections of streams that are dropped.

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;

use crate::tests::server::{Then, client, ok, read_request, responding, serve};
use crate::tests::support::{LIST, builder};
use crate::{Body, Call, CallOptions, Client, Error};

/// Five pieces of a thousand bytes, without a length.
fn chunked() -> String {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let piece = format!("3e8\r\n{}\r\n", "x".repeat(1000));
    format!("{head}{}0\r\n\r\n", piece.repeat(5))
}

/// The body of a response, whose size is limited for the call.
async fn download(client: &Client, bound: usize) -> Result<Body, Error> {
    let options = CallOptions::new().max_body_size(bound);
    let call = Call::new(client, &LIST).with(options);
    Ok(call.stream_response("*/*").await?.into_body())
}

/// What can be read, and whether an error that is a body too large ends it.
async fn read(body: &mut Body) -> (Vec<u8>, Option<Error>) {
    let mut read = Vec::new();
    while let Some(chunk) = body.chunk().await {
        match chunk {
            Ok(chunk) => read.extend_from_slice(&chunk),
            Err(error) => return (read, Some(error)),
        }
    }
    (read, None)
}

#[tokio::test]
async fn a_streamed_body_has_the_limit_of_its_call() {
    let client = responding(chunked(), Then::Close).await;
    for bound in [5000, 5001, usize::MAX] {
        let (all, error) = read(&mut download(&client, bound).await.unwrap()).await;
        assert_eq!((all.len(), error.is_none()), (5000, true));
    }
    for bound in [0, 1, 4999] {
        let mut body = download(&client, bound).await.unwrap();
        let (part, error) = read(&mut body).await;
        let error = error.unwrap();
        assert!(part.len() <= bound);
        assert!(
            error.is_body_too_large() && !error.is_retryable(),
            "{error:?}"
        );
        assert_eq!(error.status().unwrap(), 200);
        let message = format!("list-rules: 200 OK: the body is larger than {bound} bytes");
        assert_eq!(error.to_string(), message);
        assert!(body.chunk().await.is_none());
    }
}

#[tokio::test]
async fn an_announced_length_beyond_the_limit_is_an_error_at_once() {
    let client = responding(ok(&"x".repeat(1001)), Then::Close).await;
    let error = download(&client, 1000).await.unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    let (all, error) = read(&mut download(&client, 1001).await.unwrap()).await;
    assert_eq!((all.len(), error.is_none()), (1001, true));
}

#[tokio::test]
async fn the_limit_of_the_client_is_for_bodies_in_memory_and_a_call_can_replace_it() {
    let address = serve(move |mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(chunked().as_bytes()).await;
    })
    .await;
    let client = builder()
        .base_url(format!("http://{address}"))
        .max_body_size(100)
        .build()
        .unwrap();
    let call = || Call::new(&client, &LIST);
    let mut streamed = call().stream_response("*/*").await.unwrap().into_body();
    assert_eq!(read(&mut streamed).await.0.len(), 5000);
    assert!(
        call()
            .bytes_response()
            .await
            .unwrap_err()
            .is_body_too_large()
    );
    let options = CallOptions::new().max_body_size(5000);
    let all = call().with(options).bytes_response().await.unwrap();
    assert_eq!(all.body().len(), 5000);
}

/// A client of a server that sends one response and then waits for the end of the connection. The
/// server notifies of both.
async fn endless(response: &'static str) -> (Client, mpsc::UnboundedReceiver<()>) {
    let (sender, notices) = mpsc::unbounded_channel();
    let address = serve(move |mut stream| {
        let sender = sender.clone();
        async move {
            read_request(&mut stream).await;
            stream.write_all(response.as_bytes()).await.unwrap();
            sender.send(()).unwrap();
            // Returns when the client closes the connection.
            let _ = stream.read_to_end(&mut Vec::new()).await;
            sender.send(()).unwrap();
        }
    })
    .await;
    (client(address), notices)
}

/// Returns after the response was sent and the client has closed the connection.
async fn closed(mut notices: mpsc::UnboundedReceiver<()>) {
    notices.recv().await.unwrap();
    notices.recv().await.unwrap();
}

const START: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nstart\r\n";
const EVENT: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\ndata: 2\n\n";
const LINE: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\n\r\n1\n2\n";

#[tokio::test]
async fn dropping_a_streamed_body_closes_the_connection() {
    let (client, notices) = endless(START).await;
    let mut body = download(&client, 1000).await.unwrap();
    assert_eq!(body.chunk().await.unwrap().unwrap(), Bytes::from("start"));
    drop(body);
    closed(notices).await;
}

#[tokio::test]
async fn a_body_that_ends_early_is_interrupted() {
    let client = responding(START, Then::Close).await;
    let (start, error) = read(&mut download(&client, 1000).await.unwrap()).await;
    assert_eq!(start, b"start");
    let error = error.unwrap();
    assert!(error.is_interrupted() && !error.is_timeout(), "{error:?}");
    assert!(
        error
            .to_string()
            .starts_with("the body could not be read: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_beyond_its_limit_closes_the_connection() {
    let (client, notices) = endless(START).await;
    let mut body = download(&client, 4).await.unwrap();
    assert!(body.chunk().await.unwrap().is_err());
    closed(notices).await;
}

#[tokio::test]
async fn dropping_a_stream_of_values_closes_the_connection() {
    let (client, notices) = endless(EVENT).await;
    let response = Call::new(&client, &LIST).json_events::<i64>().await;
    let mut events = response.unwrap().into_body();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    drop(events);
    closed(notices).await;
    let (client, notices) = endless(LINE).await;
    let response = Call::new(&client, &LIST).json_lines::<i64>().await;
    let mut lines = response.unwrap().into_body();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    drop(lines);
    closed(notices).await;
}

#[tokio::test]
async fn dropping_a_call_that_waits_for_its_response_closes_the_connection() {
    let (client, mut notices) = endless("HTTP/1.1 200 OK\r\ncontent-").await;
    let call = download(&client, 1000);
    tokio::select! {
        _ = call => panic!("the response is incomplete"),
        notice = notices.recv() => notice.unwrap(),
    }
    // The call was dropped with the other branch.
    notices.recv().await.unwrap();
}

#[cfg(feature = "blocking")]
#[test]
fn a_body_is_read_without_an_async_runtime() {
    use std::io::Read;

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let client = runtime.block_on(responding(chunked(), Then::Close));
    let call = || Call::new(&client, &LIST);
    let mut reader = call().stream_response_blocking("*/*").unwrap().into_body();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "x".repeat(5000));
    let options = CallOptions::new().max_body_size(1500);
    let bounded = call().with(options).stream_response_blocking("*/*");
    let error = bounded.unwrap().into_body().read_to_string(&mut text);
    let error = error.unwrap_err().into_inner().unwrap();
    assert!(error.downcast_ref::<Error>().unwrap().is_body_too_large());
    let (client, notices) = runtime.block_on(endless(START));
    let response = Call::new(&client, &LIST).stream_response_blocking("*/*");
    let mut reader = response.unwrap().into_body();
    let mut start = [0; 5];
    reader.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"start");
    drop(reader);
    runtime.block_on(closed(notices));
}
