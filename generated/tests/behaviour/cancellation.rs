//! Calls that are dropped before they complete.

use std::sync::Arc;
use std::time::{Duration, Instant};

use codat_platform::{BoxFuture, CallOptions, Clock};
use tokio::sync::Notify;

use crate::api::{builder, call, client};
use crate::server::{Server, Step, respond};

/// Drops the call after the event.
async fn drop_after(call: impl Future, event: impl Future) {
    tokio::select! {
        _ = call => panic!("the call ended"),
        _ = event => {}
    }
}

/// Waits until the server's part of the response is sent, then gives the client time to read it.
async fn partial_response(server: &Server) {
    server.stalled(1).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// A clock that reports the wait between two attempts. No sleep ends before `release`.
#[derive(Clone, Default)]
struct StoppedClock {
    waiting: Arc<Notify>,
    release: Arc<Notify>,
}

impl Clock for StoppedClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Timeouts are longer.
        if duration < Duration::from_secs(10) {
            self.waiting.notify_one();
        }
        let release = Arc::clone(&self.release);
        Box::pin(async move { release.notified().await })
    }
}

#[tokio::test]
async fn dropping_a_call_closes_its_request() {
    let server = Server::new([Step::SendAndStall(Vec::new())]).await;
    let client = client(server.url());
    let get = call(&client, "GET", CallOptions::new());
    drop_after(get, server.stalled(1)).await;
    server.hung_up(1).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn dropping_a_call_while_reading_closes_its_request() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{".to_vec();
    let server = Server::new([Step::SendAndStall(head)]).await;
    let client = client(server.url());
    let get = call(&client, "GET", CallOptions::new());
    drop_after(get, partial_response(&server)).await;
    server.hung_up(1).await;
}

#[tokio::test]
async fn dropping_a_call_between_attempts_sends_nothing_more() {
    let server = Server::new([respond(429, "retry-after: 1\r\n", "")]).await;
    let clock = StoppedClock::default();
    let client = builder().base_url(server.url()).clock(clock.clone());
    let client = client.build().unwrap();
    let post = call(&client, "POST", CallOptions::new());
    drop_after(post, clock.waiting.notified()).await;
    clock.release.notify_waiters();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_client_remains_usable() {
    let body = crate::api::company().to_string();
    let stalled = Step::SendAndStall(Vec::new());
    let server = Server::new([stalled, respond(200, "", &body)]).await;
    let client = client(server.url());
    let get = call(&client, "GET", CallOptions::new());
    drop_after(get, server.stalled(1)).await;
    let outcome = call(&client, "GET", CallOptions::new()).await.unwrap();
    assert_eq!(outcome.status, 200);
}
