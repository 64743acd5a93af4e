//! The example receivers, asked over a connection as Codat would.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use codat_platform::events::{DeduplicationStore, Deduplicator, EventKind, Verifier};
use codat_platform::{BoxError, BoxFuture};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;

use crate::sender::{SECRET, signing, verifier};

#[path = "../../examples/axum_receiver.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example has a main of its own"
)]
mod axum_receiver;
#[path = "../../examples/hyper_receiver.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example has a main of its own"
)]
mod hyper_receiver;

const BODY: &str = r#"{"eventType":"read.completed","payload":{"modifiedFromDate":"a"}}"#;

/// A connection on which a delivery was sent whose headers sign `signed`.
async fn send(address: SocketAddr, signed: &str, body: &str) -> TcpStream {
    let mut request = format!(
        "POST /codat HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in &signing(signed.as_bytes()) {
        request.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    request.push_str(&format!("\r\n{body}"));
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// The status of the answer to a delivery whose headers sign `signed`.
async fn deliver(address: SocketAddr, signed: &str, body: &str) -> u16 {
    let mut stream = send(address, signed, body).await;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

#[tokio::test]
async fn axum_queues_a_delivery_once() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(2);
    tokio::spawn(axum_receiver::serve(listener, verifier(), queue));
    let tampered = BODY.replace("\"a\"", "\"b\"");
    assert_eq!(deliver(address, BODY, &tampered).await, 401);
    assert!(work.try_recv().is_err());
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    let axum_receiver::Work::Event(event) = work.try_recv().unwrap() else {
        panic!("not read");
    };
    assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
    assert!(work.try_recv().is_err(), "a repeated delivery was queued");
}

#[tokio::test]
async fn axum_loses_nothing_when_there_is_no_room_or_it_can_not_be_read() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    tokio::spawn(axum_receiver::serve(listener, verifier(), queue.clone()));
    let place = queue.reserve().await.unwrap();
    assert_eq!(deliver(address, BODY, BODY).await, 503);
    drop(place);
    assert_eq!(deliver(address, "no JSON", "no JSON").await, 200);
    let axum_receiver::Work::Unread(delivery) = work.try_recv().unwrap() else {
        panic!("read");
    };
    assert_eq!(delivery.raw(), "no JSON".as_bytes());
    let large = format!(r#"{{"eventType":"a","payload":"{}"}}"#, "x".repeat(9 << 20));
    assert_eq!(deliver(address, &large, &large).await, 200);
}

#[tokio::test]
async fn hyper_queues_a_delivery_once() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: Arc::new(Deduplicator::default()),
        queue: queue.clone(),
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    let place = queue.reserve().await.unwrap();
    assert_eq!(deliver(address, BODY, BODY).await, 503);
    drop(place);
    // It was not taken the first time, so it is not a repeated one now.
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    assert_eq!(deliver(address, BODY, BODY).await, 200);
    let event = work.try_recv().unwrap().unwrap();
    assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
    assert!(work.try_recv().is_err(), "a repeated delivery was queued");
    assert_eq!(deliver(address, BODY, "{}").await, 401);
    // The system's clock finds it too old.
    let strict = Verifier::new(SECRET).unwrap();
    assert!(strict.verify(&signing(b"{}"), b"{}").is_err());
}

/// A store that can't be reached.
struct Broken;

impl DeduplicationStore for Broken {
    fn record<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async { Err("no connection".into()) })
    }

    fn forget<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Err("no connection".into()) })
    }
}

#[tokio::test]
async fn hyper_asks_to_come_again_when_the_store_is_away() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: Arc::new(Broken),
        queue,
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    assert_eq!(deliver(address, BODY, BODY).await, 503);
    assert!(work.try_recv().is_err());
    assert_eq!(deliver(address, BODY, "tampered").await, 401);
}

/// A store that has noted a delivery before it says so.
#[derive(Default)]
struct Slow {
    noted: Notify,
    answers: Notify,
}

impl DeduplicationStore for Slow {
    fn record<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async {
            self.noted.notify_one();
            self.answers.notified().await;
            Ok(true)
        })
    }

    fn forget<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn hyper_loses_nothing_when_the_sender_hangs_up() {
    let (listener, address) = listen().await;
    let (queue, mut work) = mpsc::channel(1);
    let deduplicator = Arc::new(Slow::default());
    let receiver = hyper_receiver::Receiver {
        verifier: verifier(),
        deduplicator: deduplicator.clone(),
        queue,
    };
    tokio::spawn(hyper_receiver::serve(listener, receiver));
    let stream = send(address, BODY, BODY).await;
    deduplicator.noted.notified().await;
    drop(stream);
    // Time for the server to notice.
    sleep(Duration::from_millis(200)).await;
    deduplicator.answers.notify_one();
    assert!(work.recv().await.expect("it is lost").is_ok());
}

#[cfg(unix)]
#[tokio::test]
async fn hyper_goes_on_where_connections_can_not_be_accepted() {
    use std::os::fd::AsFd;

    // It does not listen, so nothing can be accepted from it.
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
