//! Invalid calls, which fail before anything is sent.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::time::Duration;

use crate::tests::custom_transport::offline;
use crate::tests::support::{CREATE, DELETE, GET, LIST, builder};
use crate::{Call, CallOptions, Client, Error, Operation};

/// A client of a closed port, so that a request that is sent fails with another error.
fn client() -> Client {
    offline(builder().base_url("http://127.0.0.1:9"))
        .build()
        .unwrap_or_else(|error| panic!("{error}"))
}

async fn invalid_request(call: Call) -> Error {
    let error = match call.empty_response().await {
        Ok(_) => panic!("the call was sent"),
        Err(error) => error,
    };
    assert!(error.is_invalid_request() && error.is_unsent(), "{error}");
    assert!(!error.is_connect() && !error.is_configuration(), "{error}");
    assert_eq!((error.status(), error.body()), (None, None));
    error
}

#[tokio::test]
async fn rejects_empty_path_values_and_dot_segments() {
    for (value, what) in [("", "empty"), (".", "`.`, "), ("..", "`..`, ")] {
        let error = invalid_request(
            Call::new(&client(), &GET)
                .path("ruleId", value)
                .path("partId", "p"),
        )
        .await;
        assert_eq!(error.operation(), Some("get-rule"));
        assert!(
            error.problems()[0].starts_with(&format!("the path value `ruleId` is {what}")),
            "{error}"
        );
        assert_eq!(error.problems().len(), 1);
        let error = invalid_request(Call::new(&client(), &DELETE).path("ruleId", value)).await;
        assert_eq!(error.operation(), Some("delete-rule"));
    }
}

#[tokio::test]
async fn reports_missing_path_values_and_unclosed_braces() {
    let error = invalid_request(Call::new(&client(), &GET).path("other", "x")).await;
    assert_eq!(
        error.problems(),
        [
            "the path value `ruleId` is missing",
            "the path value `partId` is missing"
        ]
    );
    static OPEN: Operation = Operation::get("open", "/a/{b");
    assert_eq!(
        invalid_request(Call::new(&client(), &OPEN))
            .await
            .problems()
            .len(),
        1
    );
}

#[tokio::test]
async fn rejects_invalid_headers_without_showing_their_values() {
    let options = CallOptions::new()
        .header("x-good", "fine")
        .header("x-bad", "a\r\nx-evil: 1")
        .header("secret value", "as a name")
        .header("Content-Length", "5");
    let error = invalid_request(
        Call::new(&client(), &LIST)
            .header_param("x-param", "\n")
            .with(options),
    )
    .await;
    assert_eq!(
        error.problems(),
        [
            "the value of the header `x-param` has a character that is not printable ASCII",
            "the value of the header `x-bad` has a character that is not printable ASCII",
            "a header name of 12 bytes has a character that is not allowed, or is empty",
            "the header `content-length` is set by the transport",
        ]
    );
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains("evil") && !shown.contains("secret value"),
        "{shown}"
    );
}

#[tokio::test]
async fn reports_bodies_that_cannot_be_serialized() {
    let body = BTreeMap::from([(vec![1], "an array cannot be a key")]);
    let error = invalid_request(Call::new(&client(), &CREATE).json(&body)).await;
    assert_eq!(error.problems(), ["the body cannot be serialized as JSON"]);
    assert!(error.source().unwrap().is::<serde_json::Error>());
}

#[tokio::test]
async fn rejects_invalid_media_types() {
    for media_type in ["text/plain\r\nx-evil: 1", "text/plän"] {
        let problem = format!("{media_type:?} is not a valid media type");
        let call = Call::new(&client(), &CREATE);
        let error = invalid_request(call.raw_body(media_type, "a")).await;
        assert_eq!(error.problems(), [problem.as_str()]);
        let call = Call::new(&client(), &CREATE).json("a");
        let error = invalid_request(call.content_type(media_type)).await;
        assert_eq!(error.problems(), [problem.as_str()]);
        assert!(!format!("{error}{error:?}").contains('\n'));
    }
}

#[tokio::test]
async fn rejects_urls_that_are_too_long() {
    let error = invalid_request(Call::new(&client(), &LIST).query("q", "x".repeat(70_000))).await;
    assert_eq!(error.problems(), ["the URL is too long or invalid"]);
    assert!(error.to_string().len() < 200);
}

#[tokio::test]
async fn reports_all_problems_in_one_line() {
    let call = Call::new(&client(), &GET)
        .path("ruleId", "")
        .with(CallOptions::new().header("x", "\n"))
        .with(CallOptions::new().header("y", "\n"));
    let error = invalid_request(call).await;
    assert_eq!(error.problems().len(), 4);
    let line = error.to_string();
    assert!(
        line.starts_with(
            "get-rule: invalid request, nothing was sent: the value of the header `x`"
        ),
        "{line}"
    );
    assert!(!line.contains('\n'));
}

#[tokio::test]
async fn a_zero_timeout_sends_nothing() {
    let call = Call::new(&client(), &LIST).with(CallOptions::new().timeout(Duration::ZERO));
    let error = call.empty_response().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect(), "{error}");
}
