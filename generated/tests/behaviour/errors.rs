//! The contents of an error.

use std::error::Error as _;

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};
use serde_json::json;

use crate::api::{COMPANY, call, failure, mock_client};

#[tokio::test]
async fn displays_an_api_error_on_one_line() {
    let mock = MockTransport::new([failure(404)]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "get-company: 404 Not Found: It broke (correlation id c0ffee)"
    );
    assert_eq!(error.operation(), Some("get-company"));
    assert_eq!(error.correlation_id(), Some("c0ffee"));
    assert_eq!(error.api().unwrap().status_code, Some(404));
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[tokio::test]
async fn displays_the_number_of_attempts() {
    let mock = MockTransport::default();
    mock.fallback(failure(503));
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "get-company: 503 Service Unavailable: It broke (after 4 attempts) (correlation id c0ffee)"
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_unexpected_body_never_hides_the_status() {
    let long = "x".repeat(100_000);
    for body in [
        "",
        "<html>",
        "null",
        "[]",
        "7",
        "\u{0}",
        "{\"error\":[1]}",
        long.as_str(),
    ] {
        let mock = MockTransport::new([MockResponse::status(402).body(body.to_owned())]);
        let error = call(&mock_client(&mock), "POST", CallOptions::new())
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap(), 402);
        assert_eq!(error.body().unwrap(), body);
        assert!(error.to_string().len() < 200, "{error}");
    }
}

#[tokio::test]
async fn a_body_of_the_wrong_type_has_a_json_path() {
    let body = json!({
        "results": [
            {"id": COMPANY, "name": "a", "redirect": "b"},
            {"id": COMPANY, "name": "a", "redirect": "b", "created": 7},
        ],
        "pageNumber": 1, "pageSize": 100, "totalResults": 2,
        "_links": {"self": {"href": "/companies"}, "current": {"href": "/companies"}},
    });
    let mock = MockTransport::new([MockResponse::json(200, &body)]);
    let error = mock_client(&mock).companies().list().await.unwrap_err();
    assert!(error.is_decode() && error.source().is_some(), "{error:?}");
    assert_eq!(error.json_path(), Some("results[1].created"));
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), body.to_string().as_bytes());
    // A retry would fail in the same way.
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[tokio::test]
async fn a_rejected_call_makes_no_attempt() {
    let mock = MockTransport::default();
    let options = CallOptions::new()
        .header("bad name", "x")
        .base_url("nowhere");
    let error = call(&mock_client(&mock), "GET", options).await.unwrap_err();
    assert!(error.is_invalid_request() && error.is_unsent(), "{error:?}");
    assert_eq!(error.problems().len(), 2, "{:?}", error.problems());
    assert_eq!((error.attempts(), error.elapsed().as_nanos()), (0, 0));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn errors_can_be_sent_to_other_threads() {
    fn check<T: Send + Sync + std::error::Error + 'static>() {}
    check::<codat_platform::Error>();
}
