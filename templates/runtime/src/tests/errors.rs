//! Error responses: what the error contains, and how it is displayed.

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::tests::support::{Failure, LIST, OPEN_API, Page, builder};
use crate::{Call, Client, Error, api_model, client_builder};

async fn server(template: ResponseTemplate) -> (Client, MockServer) {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let client = builder()
        .base_url(server.uri())
        .build()
        .unwrap_or_else(|error| panic!("{error}"));
    (client, server)
}

async fn failed(status: u16, body: &str) -> Error {
    let (client, _server) = server(ResponseTemplate::new(status).set_body_string(body)).await;
    match Call::new(&client, &LIST).json_response::<Page>().await {
        Ok(_) => panic!("{status} is a success"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn predicates_match_the_status() {
    for status in [
        300, 304, 400, 401, 402, 403, 404, 409, 418, 429, 499, 500, 502, 503, 599,
    ] {
        let error = failed(status, "").await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.operation(), Some("list-rules"));
        assert_eq!(error.is_unauthorized(), status == 401);
        assert_eq!(error.is_not_found(), status == 404);
        assert_eq!(error.is_rate_limited(), status == 429);
        assert_eq!(error.is_client_error(), (400..500).contains(&status));
        assert_eq!(error.is_server_error(), status >= 500);
        assert!(
            !error.is_unsent()
                && !error.is_decode()
                && !error.is_timeout()
                && !error.is_interrupted()
        );
        assert_eq!(
            (error.message(), error.correlation_id(), error.json_path()),
            (None, None, None)
        );
        assert_eq!(error.problems(), [""; 0]);
    }
}

#[tokio::test]
async fn decodes_the_error_model_of_the_api() {
    let body = r#"{"statusCode":404,"error":"No rule here","correlationId":"c-1"}"#;
    let error = failed(404, body).await;
    assert_eq!(
        (error.message(), error.correlation_id()),
        (Some("No rule here"), Some("c-1"))
    );
    assert_eq!(
        error.to_string(),
        "list-rules: 404 Not Found: No rule here (correlation id c-1)"
    );
    assert_eq!(error.body().unwrap(), body);
    let model: &Failure = api_model(&error).unwrap();
    assert_eq!(model.status_code, Some(404));
    assert!(api_model::<String>(&error).is_none());

    for body in [
        r#"{"correlationId":"c-2"}"#,
        r#"{"error":"","correlationId":"c-2"}"#,
        r#"{"error":" \n","correlationId":"c-2"}"#,
    ] {
        let error = failed(500, body).await;
        assert_eq!(
            error.to_string(),
            "list-rules: 500 Internal Server Error (correlation id c-2)"
        );
    }
    let error = failed(500, r#"{"error":"no","correlationId":""}"#).await;
    assert_eq!(
        error.to_string(),
        "list-rules: 500 Internal Server Error: no"
    );
}

#[tokio::test]
async fn an_unexpected_error_body_does_not_hide_the_status() {
    for body in [
        "",
        "<html>Bad gateway</html>",
        "null",
        "[]",
        "{}",
        r#"{"error":[5]}"#,
        r#"{"title":"x"}"#,
        "{\"error",
    ] {
        let error = failed(502, body).await;
        let excerpt = if body.is_empty() {
            String::new()
        } else {
            format!(": {body}")
        };
        let line = format!("list-rules: 502 Bad Gateway{excerpt}");
        assert_eq!(error.to_string(), line);
        assert_eq!(error.body().unwrap(), body);
        assert!(api_model::<Failure>(&error).is_none());
    }
}

#[tokio::test]
async fn a_message_can_be_a_number() {
    let error = failed(502, r#"{"error":5}"#).await;
    assert_eq!(error.to_string(), "list-rules: 502 Bad Gateway: 5");
    assert!(api_model::<Failure>(&error).is_some());
}

#[tokio::test]
async fn does_not_follow_redirects_by_default() {
    let target = MockServer::start().await;
    for status in [301, 302, 303, 307, 308] {
        let template = ResponseTemplate::new(status)
            .insert_header("location", target.uri().as_str())
            .set_body_string(r#"{"error":"elsewhere"}"#);
        let (client, _server) = server(template).await;
        let error = Call::new(&client, &LIST)
            .json_response::<Page>()
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.headers().unwrap()["location"], target.uri());
        assert_eq!(error.message(), None);
    }
    assert!(target.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn reports_error_statuses_of_an_api_without_an_error_schema() {
    let server = MockServer::start().await;
    let template = ResponseTemplate::new(400).set_body_string(r#"{"error":"no"}"#);
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let client = client_builder(&OPEN_API)
        .base_url(server.uri())
        .build()
        .unwrap();
    let error = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"list-rules: 400 Bad Request: {"error":"no"}"#
    );
    assert_eq!(error.body().unwrap(), r#"{"error":"no"}"#);
}

#[tokio::test]
async fn escapes_control_characters_in_text_from_the_server() {
    let error = failed(
        400,
        r#"{"error":"a\r\nERROR forged\u001b[31m\u202e\u2028\u061c\udb40\udc41","correlationId":"x\ny"}"#,
    )
    .await;
    assert_eq!(
        error.to_string(),
        r"list-rules: 400 Bad Request: a\r\nERROR forged\u{1b}[31m\u{202e}\u{2028}\u{61c}\u{e0041} (correlation id x\ny)"
    );
    assert!(error.message().unwrap().contains('\n'));
    assert!(!format!("{error:?}").contains('\n'));
}

#[tokio::test]
async fn shortens_long_text_from_the_server() {
    let body = format!(
        r#"{{"error":"{0}","correlationId":"{0}"}}"#,
        "ü".repeat(100_000)
    );
    let error = failed(400, &body).await;
    let line = error.to_string();
    assert!(line.chars().count() < 500, "{}", line.len());
    assert!(line.contains("ü... (correlation id ü"));
    assert_eq!(error.message().unwrap().chars().count(), 100_000);
}

#[tokio::test]
async fn displays_a_status_without_a_reason_phrase_as_a_number() {
    assert_eq!(failed(499, "").await.to_string(), "list-rules: 499");
}

#[tokio::test]
async fn decodes_the_error_of_an_operation_without_a_response_body() {
    let (client, _server) =
        server(ResponseTemplate::new(409).set_body_string(r#"{"error":"taken"}"#)).await;
    let error = Call::new(&client, &LIST)
        .empty_response()
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("taken"));
}

#[test]
fn an_invalid_uuid_is_an_invalid_request() {
    let parse = |text: &str| -> Result<uuid::Uuid, crate::Error> { Ok(text.parse()?) };
    assert!(parse("8a210b68-6988-11ed-a1eb-0242ac120002").is_ok());
    let error = parse("8a210b68").unwrap_err();
    assert!(error.is_invalid_request() && error.is_unsent());
    assert!(error.problems()[0].starts_with("not a UUID: "), "{error}");
}
