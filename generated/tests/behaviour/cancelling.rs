//! Calls that are dropped before they are done.

use std::time::Duration;

use codat_platform::CallOptions;

use crate::api::{builder, call, client};
use crate::server::{Server, Step, answer};

/// Drops the call after a moment.
async fn drop_soon<F: Future>(call: F) {
    assert!(
        tokio::time::timeout(Duration::from_millis(300), call)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_request() {
    let server = Server::new([Step::SendAndStall(Vec::new())]).await;
    let client = client(server.url());
    drop_soon(call(&client, "GET", CallOptions::new())).await;
    server.hung_up(1).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_call_that_is_dropped_while_the_body_comes_closes_it_too() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{".to_vec();
    let server = Server::new([Step::SendAndStall(head)]).await;
    let client = client(server.url());
    drop_soon(call(&client, "GET", CallOptions::new())).await;
    server.hung_up(1).await;
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_waits_sends_nothing_more() {
    let server = Server::new([answer(429, "retry-after: 1\r\n", "")]).await;
    let client = builder().base_url(server.url()).build().unwrap();
    drop_soon(call(&client, "POST", CallOptions::new())).await;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_client_that_outlives_dropped_calls_goes_on() {
    let body = crate::api::company().to_string();
    let stalled = Step::SendAndStall(Vec::new());
    let server = Server::new([stalled, answer(200, "", &body)]).await;
    let client = client(server.url());
    drop_soon(call(&client, "GET", CallOptions::new())).await;
    let told = call(&client, "GET", CallOptions::new()).await.unwrap();
    assert_eq!(told.status, 200);
}
