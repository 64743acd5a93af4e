//! Metadata of a response.

use std::time::{Duration, SystemTime};

use codat_platform::test_util::{MockResponse, MockTransport};

use crate::api::{COMPANY, company, failure, mock_client, success};

#[tokio::test]
async fn a_response_has_status_headers_attempts_and_time() {
    let second = Duration::from_secs(1);
    let mock = MockTransport::new([
        failure(429).header("retry-after", "3").delay(second),
        success().header("x-request-id", "req-17").delay(second),
    ]);
    let reply = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers()["content-type"], "application/json");
    assert_eq!(reply.attempts(), 2);
    assert_eq!(reply.elapsed(), second * 5);
    assert_eq!(reply.request_id(), Some("req-17"));
    assert_eq!(reply.body().id, COMPANY);
}

/// The parsed value of the header with the reset time.
async fn reset(text: &str) -> Option<SystemTime> {
    let response = success().header("x-rate-limit-reset", text);
    let mock = MockTransport::new([response]);
    let reply = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.rate_limit().raw_reset(), Some(text.trim()));
    reply.rate_limit().reset()
}

#[tokio::test]
async fn a_response_has_the_quota() {
    let response = success()
        .header("X-Rate-Limit-Limit", "5000")
        .header("X-Rate-Limit-Remaining", "4999");
    let mock = MockTransport::new([response]);
    let reply = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .with_response()
        .await
        .unwrap();
    let quota = reply.rate_limit();
    assert_eq!((quota.limit(), quota.remaining()), (Some(5000), Some(4999)));
    assert_eq!((quota.raw_limit(), quota.raw_reset()), (Some("5000"), None));
    assert_eq!(quota.reset(), None);
}

#[tokio::test]
async fn parses_the_reset_time_in_all_formats() {
    let midnight = SystemTime::UNIX_EPOCH + Duration::from_secs(1_893_456_000);
    for text in [
        "Tue, 01 Jan 2030 00:00:00 GMT",
        "2030-01-01T00:00:00Z",
        "2030-01-01T00:00:00.0000000Z",
        "2030-01-01 00:00:00",
        "2030-01-01",
        "1893456000",
    ] {
        assert_eq!(reset(text).await, Some(midnight), "{text}");
    }
}

#[tokio::test]
async fn keeps_an_invalid_quota_as_a_string() {
    for text in ["soon", "-1", "99999999999999999999", "2030-13-01"] {
        assert_eq!(reset(text).await, None, "{text}");
    }
    let response = success().header("x-rate-limit-limit", "many");
    let mock = MockTransport::new([response]);
    let reply = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.rate_limit().limit(), None);
    assert_eq!(reply.rate_limit().raw_limit(), Some("many"));
}

#[tokio::test]
async fn an_error_has_the_quota() {
    let response = failure(404)
        .header("x-rate-limit-remaining", "0")
        .header("x-request-id", "req-18");
    let mock = MockTransport::new([response]);
    let error = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .await
        .unwrap_err();
    assert_eq!(error.rate_limit().unwrap().remaining(), Some(0));
    assert_eq!(error.request_id(), Some("req-18"));
    // Without a response there is no quota.
    let mock = MockTransport::new(std::array::repeat::<_, 4>(
        MockResponse::connection_refused(),
    ));
    let error = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .await
        .unwrap_err();
    assert!(error.rate_limit().is_none() && error.request_id().is_none());
}

#[tokio::test]
async fn debug_output_contains_no_cookies() {
    let response = MockResponse::json(200, &company()).header("set-cookie", "session=hidden");
    let mock = MockTransport::new([response]);
    let reply = mock_client(&mock)
        .companies()
        .get(COMPANY)
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.headers()["set-cookie"], "session=hidden");
    let shown = format!("{reply:?} {reply:#?}");
    assert!(
        shown.contains("attempts: 1") && !shown.contains("hidden"),
        "{shown}"
    );
}
