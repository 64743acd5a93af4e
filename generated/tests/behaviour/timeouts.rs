//! Calls that take too long.

use std::time::Duration;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{CallOptions, Error, Retry};

use crate::api::{METHODS, builder, call, company, mock_client, success};
use crate::growing::with_growing_timeout;
use crate::server::{Server, Step};

fn once() -> CallOptions {
    CallOptions::new().retry(Retry::none())
}

#[tokio::test]
async fn an_attempt_has_thirty_seconds_and_a_call_sixty() {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::no_response());
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let at: Vec<Duration> = mock.requests().iter().map(|request| request.at).collect();
    assert_eq!(at.len(), 2, "{at:?}");
    assert!(at[1] >= Duration::from_secs(30), "{at:?}");
    assert_eq!(error.elapsed(), Duration::from_secs(60));
    assert_eq!(
        error.to_string(),
        "get-company: no response within 60s (after 2 attempts)"
    );
}

#[tokio::test]
async fn a_late_answer_is_asked_for_again() {
    for method in METHODS {
        let late = success().delay(Duration::from_secs(31));
        let mock = MockTransport::new([late, success()]);
        let told = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(told.attempts, 2, "{method}");
    }
}

#[tokio::test]
async fn an_answer_in_time_is_not() {
    let late = success().delay(Duration::from_secs(29));
    let mock = MockTransport::new([late]);
    let told = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(told.attempts, 1);
}

#[tokio::test]
async fn a_call_has_times_of_its_own() {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::no_response());
    let client = mock_client(&mock);
    let options = once().attempt_timeout(Duration::from_secs(5));
    let error = call(&client, "GET", options).await.unwrap_err();
    assert_eq!(error.elapsed(), Duration::from_secs(5));
    let options = once().timeout(Duration::from_secs(7));
    let error = call(&client, "GET", options).await.unwrap_err();
    assert_eq!(error.elapsed(), Duration::from_secs(7));
    let error = call(&client, "GET", once().timeout(Duration::ZERO))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_stalled_body_counts() {
    let mock = MockTransport::default();
    mock.fallback(success().stalled_after(10));
    let error = call(&mock_client(&mock), "GET", once()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap().len(), 10);
    assert_eq!(error.elapsed(), Duration::from_secs(30));
}

#[tokio::test]
async fn headers_that_never_come_from_a_real_server() {
    let server = Server::new([Step::SendAndStall(Vec::new())]).await;
    let client = builder().base_url(server.url()).build().unwrap();
    let get = async |timeout| {
        call(&client, "GET", once().attempt_timeout(timeout))
            .await
            .unwrap_err()
    };
    let is_sent = |_: &Error| !server.requests().is_empty();
    let (timeout, error) = with_growing_timeout(get, is_sent).await;
    assert!(error.is_timeout() && error.status().is_none(), "{error:?}");
    assert!(error.elapsed() >= timeout, "{error:?}");
    server.hung_up(1).await;
}

#[tokio::test]
async fn a_body_that_stalls_at_a_real_server() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"id\":".to_vec();
    let server = Server::new([Step::SendAndStall(head)]).await;
    let client = builder().base_url(server.url()).build().unwrap();
    let get = async |timeout| {
        call(&client, "GET", once().attempt_timeout(timeout))
            .await
            .unwrap_err()
    };
    let has_body = |error: &Error| error.body().is_some_and(|body| !body.is_empty());
    let (_, error) = with_growing_timeout(get, has_body).await;
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.body().unwrap(), "{\"id\":");
    server.hung_up(1).await;
}

#[tokio::test]
async fn slow_headers_of_a_real_server_are_tried_again() {
    let body = company().to_string();
    let answer = crate::server::answer(200, "", &body);
    let slow = b"HTTP/1.1 200 OK\r\nx-part: ".to_vec();
    let post = async |timeout| {
        let server = Server::new([Step::SendAndStall(slow.clone()), answer.clone()]).await;
        let client = builder()
            .base_url(server.url())
            .retry(crate::api::quick())
            .attempt_timeout(timeout)
            .build()
            .unwrap();
        (call(&client, "POST", CallOptions::new()).await, server)
    };
    // On a slow machine, even a whole response can be late.
    let (_, (told, server)) = with_growing_timeout(post, |(told, server)| {
        told.is_ok() && server.requests().len() == 2
    })
    .await;
    assert_eq!(told.unwrap().attempts, 2);
    // Both attempts were one write for the server.
    let keys: Vec<_> = server
        .requests()
        .iter()
        .map(|request| {
            crate::server::header(request, "idempotency-key")
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(keys[0], keys[1]);
}
