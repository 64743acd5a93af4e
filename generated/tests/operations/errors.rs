//! Error responses, documented and undocumented.

use codat_platform::{Client, Error};
use http::StatusCode;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::docs;
use crate::support::builder;
use crate::table::{Operation, SEVEN, all};

const TEAPOT: u16 = 418;

/// A server with a replaceable response.
struct Server {
    mock: MockServer,
    client: Client,
}

impl Server {
    async fn start() -> Self {
        let mock = MockServer::start().await;
        let client = builder(mock.uri()).build().unwrap();
        Self { mock, client }
    }

    async fn failed(&self, operation: &Operation, status: u16, body: &str) -> Error {
        self.mock.reset().await;
        let response = ResponseTemplate::new(status)
            .insert_header("x-request", operation.id)
            .set_body_raw(body, "application/json");
        Mock::given(any())
            .respond_with(response)
            .mount(&self.mock)
            .await;
        let error = operation.call(&self.client).await.unwrap_err();
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(error.status(), Some(status), "{error}");
        assert_eq!(error.operation(), Some(operation.id));
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.headers().unwrap()["x-request"], operation.id);
        assert!(!error.is_decode() && !error.is_unsent() && !error.is_timeout());
        error
    }
}

/// An error body in Codat's format.
fn message(status: u16) -> Value {
    json!({
        "statusCode": status,
        "service": "PublicApi",
        "error": format!("Refused with {status}."),
        "correlationId": "3e64ba6ac0f88c0d93ad8d6b8d2b4b3a",
        "validation": {
            "errors": [{"itemId": "url", "message": "is no address", "validatorName": null}],
            "warnings": null,
        },
        "canBeRetried": "Unknown",
        "detailedErrorCode": 0,
    })
}

#[tokio::test]
async fn decodes_every_documented_error() {
    let server = Server::start().await;
    for operation in all() {
        for &status in operation.errors {
            let error = server
                .failed(operation, status, &message(status).to_string())
                .await;
            check_message(&error, operation, status);
        }
    }
}

#[tokio::test]
async fn decodes_undocumented_errors() {
    let server = Server::start().await;
    for operation in all() {
        for status in [TEAPOT, 404, 409, 422, 502] {
            let error = server
                .failed(operation, status, &message(status).to_string())
                .await;
            check_message(&error, operation, status);
        }
    }
}

fn check_message(error: &Error, operation: &Operation, status: u16) {
    let api = error.api().unwrap();
    let text = format!("Refused with {status}.");
    assert_eq!(api.status_code, Some(status.into()));
    assert_eq!(api.service.as_deref(), Some("PublicApi"));
    assert_eq!(api.error.as_deref(), Some(&*text));
    assert_eq!(
        api.correlation_id.as_deref(),
        Some("3e64ba6ac0f88c0d93ad8d6b8d2b4b3a")
    );
    assert_eq!(api.can_be_retried.as_deref(), Some("Unknown"));
    assert_eq!(api.detailed_error_code, Some(0));
    let validation = api.validation.as_ref().unwrap();
    assert_eq!((validation.errors.len(), validation.warnings.len()), (1, 0));
    assert_eq!(validation.errors[0].item_id.as_deref(), Some("url"));
    assert_eq!(
        validation.errors[0].message.as_deref(),
        Some("is no address")
    );
    assert_eq!(validation.errors[0].validator_name, None);

    assert_eq!(error.message(), Some(&*text));
    assert_eq!(error.correlation_id(), api.correlation_id.as_deref());
    let name = StatusCode::from_u16(status).unwrap();
    let reason = text.trim_end_matches('.');
    assert_eq!(
        error.to_string(),
        format!(
            "{}: {name}: {reason}: is no address (correlation id 3e64ba6ac0f88c0d93ad8d6b8d2b4b3a)",
            operation.id
        )
    );
    assert_eq!(error.is_unauthorized(), status == 401);
    assert_eq!(error.is_not_found(), status == 404);
    assert_eq!(error.is_rate_limited(), status == 429);
    assert_eq!(error.is_client_error(), status < 500);
    assert_eq!(error.is_server_error(), status >= 500);
}

#[tokio::test]
async fn an_unexpected_body_never_hides_the_status() {
    let server = Server::start().await;
    let bodies = [
        "",
        "<html>Bad gateway</html>",
        "{\"error\":\"cut",
        "null",
        "[]",
        "{}",
        "\"text\"",
    ];
    for operation in all() {
        for status in [operation.errors[0], TEAPOT, 502] {
            for body in bodies {
                let error = server.failed(operation, status, body).await;
                assert!(error.api().is_none(), "{body}");
                assert_eq!((error.message(), error.correlation_id()), (None, None));
                let name = StatusCode::from_u16(status).unwrap();
                let excerpt = match body {
                    "" => String::new(),
                    body => format!(": {body}"),
                };
                let line = format!("{}: {name}{excerpt}", operation.id);
                assert_eq!(error.to_string(), line);
            }
        }
    }
}

#[tokio::test]
async fn the_status_is_that_of_the_response_and_not_of_the_body() {
    let server = Server::start().await;
    // Codat's own document contains an example whose body has another status than its response.
    let error = server
        .failed(&SEVEN[0], 402, &message(429).to_string())
        .await;
    assert_eq!(error.status(), Some(StatusCode::PAYMENT_REQUIRED));
    assert!(!error.is_rate_limited());
    assert_eq!(error.api().unwrap().status_code, Some(429));
}

#[tokio::test]
async fn every_property_of_the_error_model_is_optional() {
    let server = Server::start().await;
    let create = &SEVEN[1];
    let cases = [
        (json!({"error": "Only this"}), "400 Bad Request: Only this"),
        (
            json!({"correlationId": "c-1"}),
            "400 Bad Request (correlation id c-1)",
        ),
        (
            json!({"error": null, "service": "PublicApi"}),
            "400 Bad Request",
        ),
        (
            json!({"error": "and news", "tomorrow": [1]}),
            "400 Bad Request: and news",
        ),
        (
            json!({"error": "two\nlines"}),
            r"400 Bad Request: two\nlines",
        ),
    ];
    for (body, expected) in cases {
        let error = server.failed(create, 400, &body.to_string()).await;
        assert!(error.api().is_some(), "{body}");
        assert_eq!(error.to_string(), format!("{}: {expected}", create.id));
    }
}

/// The statuses used above match the emitted docs.
#[test]
fn the_error_statuses_match_the_docs() {
    for operation in all() {
        assert_eq!(
            docs::errors(operation),
            operation.errors,
            "{}",
            operation.id
        );
    }
}
