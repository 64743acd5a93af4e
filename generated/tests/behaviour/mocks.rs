//! Mock responses, example responses and minimal models for users' tests.

use codat_platform::models::{Company, DataConnectionStatus};
use codat_platform::test_util::{ExampleResponse, Fixture, MockResponse, MockTransport};
use codat_platform::{Client, Error};
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::builder;

fn client(mock: &MockTransport) -> Client {
    builder("https://api.example.com")
        .mock_transport(mock)
        .build()
        .unwrap()
}

/// Returns the content type and the body of a mock response.
async fn raw(response: MockResponse) -> (String, Vec<u8>) {
    let mock = MockTransport::new([response]);
    let call = client(&mock).companies().get(Uuid::nil());
    let response = call.send_raw().await.unwrap();
    let content_type = response.headers()[CONTENT_TYPE]
        .to_str()
        .unwrap()
        .to_owned();
    (content_type, response.into_body().to_vec())
}

#[tokio::test]
async fn a_json_response_takes_json_text_or_a_value() {
    let text = r#"{"a":1}"#;
    let value: Value = json!({"a": 1});
    for response in [
        MockResponse::json(200, text),
        MockResponse::json(200, &text),
        MockResponse::json(200, &text.to_owned()),
        MockResponse::json(200, &value),
        MockResponse::json(200, &Value::String(text.to_owned())),
    ] {
        let expected = ("application/json".to_owned(), text.as_bytes().to_vec());
        assert_eq!(raw(response).await, expected);
    }
}

#[tokio::test]
async fn a_company_can_be_mocked_as_json_text_and_as_a_model() -> Result<(), Error> {
    let company = Company::fixture();
    let text = serde_json::to_string(&company).unwrap();
    let mock = MockTransport::new([
        MockResponse::json(200, &text),
        MockResponse::json(200, &company),
    ]);
    let companies = client(&mock).companies();
    assert_eq!(companies.get(company.id).await?, company);
    assert_eq!(companies.get(company.id).await?, company);
    Ok(())
}

#[tokio::test]
async fn text_and_bytes_are_sent_as_they_are() {
    let (content_type, body) = raw(MockResponse::text(200, "{}")).await;
    assert_eq!(
        (content_type.as_str(), &body[..]),
        ("text/plain; charset=utf-8", &b"{}"[..])
    );
    let (content_type, body) = raw(MockResponse::bytes(200, vec![0, 255])).await;
    assert_eq!(
        (content_type.as_str(), &body[..]),
        ("application/octet-stream", &[0, 255][..])
    );
}

#[tokio::test]
async fn an_operation_has_an_example_response() -> Result<(), Error> {
    let mock = MockTransport::new([ExampleResponse::companies_list()]);
    let page = client(&mock).companies().list().await?;
    assert_eq!(page.results[0].name, "Harbour Lane Bakery");
    Ok(())
}

#[test]
fn a_minimal_model_has_only_required_properties() {
    let mut company = Company::fixture();
    company.name = "Harbour Lane Bakery".to_owned();
    assert_eq!(
        serde_json::to_value(&company).unwrap(),
        json!({"id": Uuid::nil(), "name": "Harbour Lane Bakery", "redirect": "fixture"})
    );
    assert_eq!(
        DataConnectionStatus::fixture(),
        DataConnectionStatus::fixture()
    );
}
