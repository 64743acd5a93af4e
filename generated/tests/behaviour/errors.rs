//! The contents of an error.

use std::error::Error as _;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{CallOptions, Retry};
use serde_json::json;

use crate::api::{COMPANY, call, failure, mock_client};
use crate::support::KEY;

fn once() -> CallOptions {
    CallOptions::new().retry(Retry::none())
}

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
        assert!(error.to_string().len() < 300, "{error}");
    }
}

#[tokio::test]
async fn a_body_of_the_wrong_type_has_a_json_path() {
    let body = json!({
        "results": [
            {"id": COMPANY, "name": "a", "redirect": "b"},
            {"id": COMPANY, "name": "a", "redirect": "b", "created": [7]},
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
async fn displays_the_innermost_cause() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let unused = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for (base_url, cause) in [
        (unused.as_str(), "refused"),
        ("http://codat.invalid", "lookup"),
    ] {
        let client = crate::api::builder().base_url(base_url).no_proxy();
        let error = call(&client.build().unwrap(), "GET", once())
            .await
            .unwrap_err();
        let line = error.to_string();
        let start = "get-company: the connection could not be established: ";
        assert!(line.starts_with(start), "{line}");
        assert!(line[start.len()..].to_lowercase().contains(cause), "{line}");
    }
}

#[tokio::test]
async fn displays_a_missing_property_and_no_value() {
    let page = |company: serde_json::Value| {
        json!({
            "results": [company],
            "pageNumber": 1, "pageSize": 100, "totalResults": 1,
            "_links": {"self": {"href": "/companies"}, "current": {"href": "/companies"}},
        })
    };
    for (company, cause) in [
        (
            json!({"id": COMPANY, "name": "hush"}),
            "at results[0]: missing property `redirect`",
        ),
        (
            json!({"id": COMPANY, "name": {"first": "hush"}, "redirect": "r"}),
            "at results[0].name: expected a string, found object",
        ),
    ] {
        let mock = MockTransport::new([MockResponse::json(200, &page(company))]);
        let error = mock_client(&mock).companies().list().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("list-companies: 200 OK: the body does not match the API's document, {cause}")
        );
    }
}

#[tokio::test]
async fn displays_the_delay_that_the_server_asks_for() {
    let mock = MockTransport::new([failure(429).header("retry-after", "86400")]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "get-company: 429 Too Many Requests: It broke (retry after 86400 s) (correlation id c0ffee)"
    );
}

#[tokio::test]
async fn displays_the_first_validation_messages() {
    let messages: Vec<_> = (1..=5)
        .map(|number| json!({"itemId": "name", "message": format!("problem {number}")}))
        .collect();
    let body = json!({
        "error": "Invalid",
        "validation": {"errors": messages, "warnings": [{"message": "warning"}]},
    });
    let mock = MockTransport::new([MockResponse::json(400, &body)]);
    let error = call(&mock_client(&mock), "POST", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "create-company: 400 Bad Request: Invalid: problem 1; problem 2; problem 3; and 2 more"
    );
    assert_eq!(error.details().len(), 5);
    assert_eq!(error.message(), Some("Invalid"));
}

#[tokio::test]
async fn displays_the_title_and_detail_of_a_problem_document() {
    for (body, text) in [
        (
            json!({"title": "Out of credit", "detail": "Your balance is 30."}),
            "Out of credit: Your balance is 30.",
        ),
        (json!({"title": "Out of credit"}), "Out of credit"),
        (
            json!({"detail": "Your balance is 30."}),
            "Your balance is 30.",
        ),
    ] {
        let problem = MockResponse::status(403)
            .header("content-type", "application/problem+json; charset=utf-8")
            .body(body.to_string());
        let mock = MockTransport::new([problem]);
        let error = call(&mock_client(&mock), "GET", CallOptions::new())
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("get-company: 403 Forbidden: {text}")
        );
    }
}

#[tokio::test]
async fn displays_the_beginning_of_an_unexpected_body() {
    let long = format!("<html>\n  <h1>Bad\tgateway</h1> {KEY} {}", "x".repeat(1000));
    let mock = MockTransport::new([MockResponse::status(400).body(long)]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    let line = error.to_string();
    let start = "get-company: 400 Bad Request: <html> <h1>Bad gateway</h1> [redacted] xxx";
    assert!(
        line.starts_with(start) && line.ends_with("xxx..."),
        "{line}"
    );
    let excerpt = &line["get-company: 400 Bad Request: ".len()..];
    assert_eq!(excerpt.chars().count(), 200 + "...".len());
    // A binary body is not displayed.
    let mock = MockTransport::new([MockResponse::status(400).body(vec![0xff, 0xfe])]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "get-company: 400 Bad Request");
}

#[tokio::test]
async fn an_unrequested_content_encoding_is_an_error() {
    let encoded = || {
        MockResponse::status(200)
            .header("content-encoding", "br")
            .body("packed")
    };
    let mock = MockTransport::new([encoded(), encoded(), encoded()]);
    let client = mock_client(&mock);
    let text =
        "get-company: 200 OK: the body has the content encoding `br`, which was not requested";
    let get = || client.companies().get(COMPANY);
    let error = get().await.unwrap_err();
    assert_eq!(error.to_string(), text);
    assert_eq!(error.body().unwrap(), "packed");
    assert!(error.is_decode() && !error.is_retryable(), "{error:?}");
    assert_eq!(get().send_stream().await.unwrap_err().to_string(), text);
    // A caller that requests an encoding receives it.
    let options = CallOptions::new().header("accept-encoding", "br");
    let response = get().with(options).send_raw().await.unwrap();
    assert_eq!(response.body(), "packed");
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
