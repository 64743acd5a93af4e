//! The `Retry-After` header in all its formats.

use std::time::Duration;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{CallOptions, Error};

use crate::api::{METHODS, call, client, failure, mock_client, success};
use crate::server::{Server, respond};

/// The time at which the mock transport's clock starts, as an HTTP date.
const START: &str = "Tue, 01 Jan 2030 00:00:00 GMT";

fn limited(retry_after: &str) -> MockResponse {
    failure(429).header("retry-after", retry_after)
}

/// The time of the second attempt.
async fn delay_before_retry(first: MockResponse) -> Duration {
    let mock = MockTransport::new([first, success()]);
    call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    mock.requests()[1].at
}

/// The error of a call that was not retried.
async fn failed_without_retry(first: MockResponse) -> Error {
    let mock = MockTransport::new([first, success()]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(mock.requests().len(), 1);
    // The call did not wait.
    assert_eq!(mock.clock().elapsed(), Duration::ZERO);
    error
}

#[tokio::test]
async fn waits_for_a_number_of_seconds() {
    for method in METHODS {
        let mock = MockTransport::new([limited("7"), success()]);
        let outcome = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(outcome.attempts, 2);
        assert_eq!(mock.requests()[1].at, Duration::from_secs(7), "{method}");
    }
}

#[tokio::test]
async fn applies_to_503() {
    let first = failure(503).header("retry-after", "9");
    assert_eq!(delay_before_retry(first).await, Duration::from_secs(9));
}

#[tokio::test]
async fn compares_a_date_with_the_date_header() {
    let response =
        limited("Mon, 05 Jan 2026 10:00:20 GMT").header("date", "Mon, 05 Jan 2026 10:00:00 GMT");
    assert_eq!(delay_before_retry(response).await, Duration::from_secs(20));
}

#[tokio::test]
async fn compares_a_date_with_the_local_clock_without_a_date_header() {
    assert_eq!(START, "Tue, 01 Jan 2030 00:00:00 GMT");
    let response = limited("Tue, 01 Jan 2030 00:00:11 GMT");
    assert_eq!(delay_before_retry(response).await, Duration::from_secs(11));
    // The two obsolete formats of HTTP dates.
    let response = limited("Tuesday, 01-Jan-30 00:00:12 GMT");
    assert_eq!(delay_before_retry(response).await, Duration::from_secs(12));
    let response = limited("Tue Jan  1 00:00:13 2030");
    assert_eq!(delay_before_retry(response).await, Duration::from_secs(13));
}

#[tokio::test]
async fn a_date_in_the_past_is_no_delay() {
    assert!(delay_before_retry(limited("Mon, 05 Jan 2026 10:00:00 GMT")).await < usual());
}

#[tokio::test]
async fn ignores_invalid_values() {
    for text in [
        "",
        "soon",
        "-1",
        "+1",
        "1.5",
        "1s",
        "0x10",
        "32 Jan 2030",
        "ü",
    ] {
        assert!(delay_before_retry(limited(text)).await < usual(), "{text}");
    }
    let mock = MockTransport::new([limited("soon")]);
    let once = CallOptions::new().retry(codat_platform::Retry::none());
    let error = call(&mock_client(&mock), "GET", once).await.unwrap_err();
    assert_eq!(error.retry_after(), None);
}

/// The longest delay without the header.
fn usual() -> Duration {
    Duration::from_millis(501)
}

#[tokio::test]
async fn a_delay_beyond_the_timeout_ends_the_call_immediately() {
    let error = failed_without_retry(limited("61")).await;
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    // A daily quota.
    let error = failed_without_retry(limited("86400")).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86_400)));
    let error = failed_without_retry(limited("Wed, 02 Jan 2030 00:00:00 GMT")).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86_400)));
}

#[tokio::test]
async fn an_overflowing_delay_ends_the_call() {
    for text in ["18446744073709551615", "99999999999999999999999999"] {
        let error = failed_without_retry(limited(text)).await;
        assert!(error.is_rate_limited(), "{text}");
    }
    failed_without_retry(limited("Fri, 31 Dec 9999 23:59:59 GMT")).await;
}

#[tokio::test]
async fn a_delay_can_be_added_to_the_current_time() {
    for text in ["18446744073709551615", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let error = failed_without_retry(limited(text)).await;
        let delay = error.retry_after().unwrap();
        assert_eq!(
            delay,
            Duration::from_secs(30 * 365 * 24 * 60 * 60),
            "{text}"
        );
        assert!(std::time::Instant::now() + delay > std::time::Instant::now());
        assert!(std::time::SystemTime::now() + delay > std::time::SystemTime::now());
    }
}

#[tokio::test]
async fn does_not_keep_the_delay_of_an_earlier_response() {
    let mock = MockTransport::new([limited("7"), MockResponse::status(200).body("garbage")]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!((error.attempts(), error.retry_after()), (2, None));
}

#[tokio::test]
async fn a_longer_timeout_allows_a_longer_delay() {
    let mock = MockTransport::new([limited("120"), success()]);
    let options = CallOptions::new().timeout(Duration::from_secs(300));
    call(&mock_client(&mock), "POST", options).await.unwrap();
    assert_eq!(mock.requests()[1].at, Duration::from_secs(120));
}

#[tokio::test]
async fn waits_for_a_real_server() {
    let body = crate::api::company().to_string();
    let steps = [
        respond(429, "retry-after: 1\r\n", ""),
        respond(200, "", &body),
    ];
    let server = Server::new(steps).await;
    let start = std::time::Instant::now();
    let outcome = call(&client(server.url()), "POST", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(outcome.attempts, 2);
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn does_not_wait_an_hour_for_a_real_server() {
    let steps = [respond(429, "retry-after: 3600\r\n", "")];
    let server = Server::new(steps).await;
    let error = call(&client(server.url()), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(server.requests().len(), 1);
}
