//! `Retry-After`, in all its forms.

use std::time::Duration;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{CallOptions, Error};

use crate::api::{METHODS, call, client, failure, mock_client, success};
use crate::server::{Server, answer};

/// What the mock transport's clock says when it starts, as HTTP has it.
const START: &str = "Tue, 01 Jan 2030 00:00:00 GMT";

fn limited(retry_after: &str) -> MockResponse {
    failure(429).header("retry-after", retry_after)
}

/// When the second attempt was made.
async fn waited(first: MockResponse) -> Duration {
    let mock = MockTransport::new([first, success()]);
    call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    mock.requests()[1].at
}

/// The error of a call that was not tried again.
async fn given_up(first: MockResponse) -> Error {
    let mock = MockTransport::new([first, success()]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(mock.requests().len(), 1);
    // It has not waited for what it could not do.
    assert_eq!(mock.clock().elapsed(), Duration::ZERO);
    error
}

#[tokio::test]
async fn seconds_are_waited_for() {
    for method in METHODS {
        let mock = MockTransport::new([limited("7"), success()]);
        let told = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(told.attempts, 2);
        assert_eq!(mock.requests()[1].at, Duration::from_secs(7), "{method}");
    }
}

#[tokio::test]
async fn it_counts_for_other_statuses_too() {
    let first = failure(503).header("retry-after", "9");
    assert_eq!(waited(first).await, Duration::from_secs(9));
}

#[tokio::test]
async fn a_date_is_waited_for_by_the_servers_clock() {
    let answer =
        limited("Mon, 05 Jan 2026 10:00:20 GMT").header("date", "Mon, 05 Jan 2026 10:00:00 GMT");
    assert_eq!(waited(answer).await, Duration::from_secs(20));
}

#[tokio::test]
async fn a_date_is_waited_for_by_our_clock_where_the_server_tells_none() {
    assert_eq!(START, "Tue, 01 Jan 2030 00:00:00 GMT");
    let answer = limited("Tue, 01 Jan 2030 00:00:11 GMT");
    assert_eq!(waited(answer).await, Duration::from_secs(11));
    // The other two forms that HTTP dates have had.
    let answer = limited("Tuesday, 01-Jan-30 00:00:12 GMT");
    assert_eq!(waited(answer).await, Duration::from_secs(12));
    let answer = limited("Tue Jan  1 00:00:13 2030");
    assert_eq!(waited(answer).await, Duration::from_secs(13));
}

#[tokio::test]
async fn a_date_that_is_past_is_no_wait() {
    assert!(waited(limited("Mon, 05 Jan 2026 10:00:00 GMT")).await < usual());
}

#[tokio::test]
async fn what_is_neither_is_as_if_it_was_not_there() {
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
        assert!(waited(limited(text)).await < usual(), "{text}");
    }
    let mock = MockTransport::new([limited("soon")]);
    let once = CallOptions::new().retry(codat_platform::Retry::none());
    let error = call(&mock_client(&mock), "GET", once).await.unwrap_err();
    assert_eq!(error.retry_after(), None);
}

/// The longest wait without the header.
fn usual() -> Duration {
    Duration::from_millis(501)
}

#[tokio::test]
async fn what_does_not_fit_into_the_call_ends_it_at_once() {
    let error = given_up(limited("61")).await;
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    // A daily quota.
    let error = given_up(limited("86400")).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86_400)));
    let error = given_up(limited("Wed, 02 Jan 2030 00:00:00 GMT")).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86_400)));
}

#[tokio::test]
async fn more_than_can_be_counted_ends_it_too() {
    for text in ["18446744073709551615", "99999999999999999999999999"] {
        let error = given_up(limited(text)).await;
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(u64::MAX)),
            "{text}"
        );
    }
    given_up(limited("Fri, 31 Dec 9999 23:59:59 GMT")).await;
}

#[tokio::test]
async fn what_an_earlier_answer_asked_for_is_forgotten() {
    let mock = MockTransport::new([limited("7"), MockResponse::status(200).body("garbage")]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!((error.attempts(), error.retry_after()), (2, None));
}

#[tokio::test]
async fn a_longer_timeout_makes_room_for_it() {
    let mock = MockTransport::new([limited("120"), success()]);
    let options = CallOptions::new().timeout(Duration::from_secs(300));
    call(&mock_client(&mock), "POST", options).await.unwrap();
    assert_eq!(mock.requests()[1].at, Duration::from_secs(120));
}

#[tokio::test]
async fn a_real_server_is_waited_for() {
    let body = crate::api::company().to_string();
    let steps = [
        answer(429, "retry-after: 1\r\n", ""),
        answer(200, "", &body),
    ];
    let server = Server::new(steps).await;
    let start = std::time::Instant::now();
    let told = call(&client(server.url()), "POST", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(told.attempts, 2);
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn a_real_server_that_asks_for_too_much_is_not_waited_for() {
    let steps = [answer(429, "retry-after: 3600\r\n", "")];
    let server = Server::new(steps).await;
    let error = call(&client(server.url()), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(server.requests().len(), 1);
}
