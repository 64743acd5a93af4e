//! The example receivers, called over a connection as Codat does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use codat_platform::events::{DeduplicationStore, Deduplicator, EventKind, Verifier};
use codat_platform::{BoxError, BoxFuture};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;

use crate::sender::{SECRET, signed_headers, verifier};

#[path = "../../examples/axum_receiver.rs"]
#[allow(dead_code, unreachable_pub, reason = "an example has a main function")]
mod axum_receiver;
#[path = "../../examples/hyper_receiver.rs"]
#[allow(dead_code, unreachable_pub, reason = "an example has a main function")]
mod hyper_receiver;

const BODY: &str = r#"{"eventType":"read.completed","payload":{"modifiedFromDate":"a"}}"#;

/// An event whose payload does not match its schema.
const UNEXPECTED: &str = r#"{"eventType":"read.completed","payload":[]}"#;

/// Sends a delivery whose headers sign `signed`, and returns the connection.
async fn send(address: SocketAddr, signed: &str, body: &str) -> TcpStream {
    let mut request = format!(
        "POST /codat HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in &signed_headers(signed.as_bytes()) {
        request.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    request.push_str(&format!("\r\n{body}"));
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Sends a delivery whose headers sign `signed`, and returns the status of the response.
async fn deliver(address: SocketAddr, signed: &str, body: &str) -> u16 {
    let mut stream = send(address, signed, body).await;
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    let response = String::from_utf8(response).unwrap();
    response.split(' ').nth(1).unwrap().parse().unwrap()
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

#[tokio::test]
async fn axum_queues_a_delivery_once_and_refuses_a_forged_one() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(2);
    tokio::spawn(axum_receiver::serve(listener, verifier(), queue));
    let tampered = BODY.replace("\"a\"", "\"b\"");
    assert_eq!(deliver(address, BODY, &tampered).await, 401);
    assert!(work.try_recv().is_err());
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    let event = work.try_recv().unwrap();
    assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
    assert!(work.try_recv().is_err(), "a repeated delivery was queued");
}

#[tokio::test]
async fn axum_loses_no_event_if_the_queue_is_full_or_it_is_unreadable() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    tokio::spawn(axum_receiver::serve(listener, verifier(), queue.clone()));
    let permit = queue.reserve().await.unwrap();
    assert_eq!(deliver(address, BODY, BODY).await, 503);
    drop(permit);
    assert_eq!(deliver(address, UNEXPECTED, UNEXPECTED).await, 200);
    let event = work.try_recv().unwrap();
    assert!(matches!(event.kind, EventKind::Unreadable { .. }));
    assert_eq!(event.raw(), UNEXPECTED.as_bytes());
    let large = format!(r#"{{"eventType":"a","payload":"{}"}}"#, "x".repeat(9 << 20));
    assert_eq!(deliver(address, &large, &large).await, 200);
}

#[tokio::test]
async fn hyper_queues_a_delivery_once_and_refuses_a_forged_one() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: Arc::new(Deduplicator::default()),
        queue: queue.clone(),
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    let permit = queue.reserve().await.unwrap();
    assert_eq!(deliver(address, BODY, BODY).await, 503);
    drop(permit);
    // It was not queued the first time, so it is not a duplicate.
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    let event = work.try_recv().unwrap();
    assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
    assert!(work.try_recv().is_err(), "a repeated delivery was queued");
    assert_eq!(deliver(address, BODY, "{}").await, 401);
    // By the system clock, the delivery is too old.
    let strict = Verifier::new(SECRET).unwrap();
    assert!(strict.verify(&signed_headers(b"{}"), b"{}").is_err());
}

#[tokio::test]
async fn hyper_queues_an_unreadable_event() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: Arc::new(Deduplicator::default()),
        queue,
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    assert_eq!(deliver(address, "no JSON", "no JSON").await, 200);
    let event = work.try_recv().unwrap();
    assert!(matches!(event.kind, EventKind::Unreadable { .. }));
    assert_eq!(event.raw(), "no JSON".as_bytes());
}

/// A store that is not available.
struct UnavailableStore;

impl DeduplicationStore for UnavailableStore {
    fn record<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async { Err("no connection".into()) })
    }

    fn forget<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Err("no connection".into()) })
    }
}

#[tokio::test]
async fn hyper_returns_503_if_the_store_is_not_available() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: Arc::new(UnavailableStore),
        queue,
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    assert_eq!(deliver(address, BODY, BODY).await, 503);
    assert!(work.try_recv().is_err());
    assert_eq!(deliver(address, BODY, "tampered").await, 401);
}

/// A store that records a delivery at once but returns later.
#[derive(Default)]
struct SlowStore {
    recorded: Notify,
    can_return: Notify,
}

impl DeduplicationStore for SlowStore {
    fn record<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async {
            self.recorded.notify_one();
            self.can_return.notified().await;
            Ok(true)
        })
    }

    fn forget<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn hyper_loses_no_event_if_the_sender_disconnects() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let deduplicator = Arc::new(SlowStore::default());
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: deduplicator.clone(),
        queue,
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    let stream = send(address, BODY, BODY).await;
    deduplicator.recorded.notified().await;
    drop(stream);
    // Give the server time to notice.
    sleep(Duration::from_millis(200)).await;
    deduplicator.can_return.notify_one();
    let event = work.recv().await.expect("the event is lost");
    assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
}

#[cfg(unix)]
#[tokio::test]
async fn hyper_continues_if_a_connection_cannot_be_accepted() {
    use std::os::fd::AsFd;

    // The socket does not listen, so accepting fails.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let same = socket.as_fd().try_clone_to_owned().unwrap();
    let listener = TcpListener::from_std(same.into()).unwrap();
    let (queue, _work) = mpsc::channel(1);
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: Arc::new(Deduplicator::default()),
        queue,
    };
    let server = tokio::spawn(hyper_receiver::serve(listener, receiver));
    sleep(Duration::from_millis(50)).await;
    assert!(!server.is_finished());
    server.abort();
}
