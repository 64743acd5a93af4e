//! Timeouts of calls and attempts.

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
async fn retries_an_attempt_that_times_out() {
    for method in METHODS {
        let late = success().delay(Duration::from_secs(31));
        let mock = MockTransport::new([late, success()]);
        let outcome = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(outcome.attempts, 2, "{method}");
    }
}

#[tokio::test]
async fn does_not_retry_a_response_in_time() {
    let late = success().delay(Duration::from_secs(29));
    let mock = MockTransport::new([late]);
    let outcome = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(outcome.attempts, 1);
}

#[tokio::test]
async fn a_call_can_have_its_own_timeouts() {
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
async fn timeouts_cover_a_stalled_body() {
    let mock = MockTransport::default();
    mock.fallback(success().stalled_after(10));
    let error = call(&mock_client(&mock), "GET", once()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap().len(), 10);
    assert_eq!(error.elapsed(), Duration::from_secs(30));
}

#[tokio::test]
async fn times_out_if_a_real_server_sends_no_headers() {
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
async fn times_out_if_the_body_of_a_real_server_stalls() {
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
async fn retries_late_headers_of_a_real_server_with_the_same_key() {
    let body = company().to_string();
    let response_step = crate::server::respond(200, "", &body);
    let slow = b"HTTP/1.1 200 OK\r\nx-part: ".to_vec();
    let post = async |timeout| {
        let server = Server::new([Step::SendAndStall(slow.clone()), response_step.clone()]).await;
        let client = builder()
            .base_url(server.url())
            .retry(crate::api::quick())
            .attempt_timeout(timeout)
            .build()
            .unwrap();
        (call(&client, "POST", CallOptions::new()).await, server)
    };
    // On a slow machine, even a whole response can be late.
    let (_, (outcome, server)) = with_growing_timeout(post, |(outcome, server)| {
        outcome.is_ok() && server.requests().len() == 2
    })
    .await;
    assert_eq!(outcome.unwrap().attempts, 2);
    // Both attempts have the same idempotency key.
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
