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
async fn a_mock_with_examples_responds_to_every_operation() -> Result<(), Error> {
    let mock = MockTransport::with_examples();
    let company = mock.client()?.companies().get(Uuid::nil()).await?;
    assert_eq!(company.name, "Harbour Lane Bakery");
    for (id, _) in ExampleResponse::all() {
        mock.on(id, |_| MockResponse::status(404));
    }
    let error = mock.client()?.settings().get_profile().await;
    assert!(error.unwrap_err().is_not_found());
    Ok(())
}

#[tokio::test]
async fn a_closure_responds_to_one_operation_in_place_of_its_example() -> Result<(), Error> {
    let mock = MockTransport::with_examples();
    mock.on("get-company", |request| {
        let found = request.uri.path().ends_with("000");
        MockResponse::status(if found { 404 } else { 500 })
    });
    let client = mock.client()?;
    let error = client.companies().get(Uuid::nil()).await.unwrap_err();
    assert!(error.is_not_found());
    client.companies().list().await?;
    let requests = mock.requests();
    let operations: Vec<_> = requests.iter().map(|one| one.operation).collect();
    assert_eq!(operations, [Some("get-company"), Some("list-companies")]);
    Ok(())
}

#[tokio::test]
async fn prepared_responses_come_before_examples() -> Result<(), Error> {
    let mock = MockTransport::with_examples();
    mock.then(MockResponse::status(404));
    let client = mock.client()?;
    let error = client.companies().list().await.unwrap_err();
    assert!(error.is_not_found());
    client.companies().list().await?;
    Ok(())
}

#[tokio::test]
async fn a_closure_for_an_unknown_operation_is_an_error() -> Result<(), Error> {
    let mock = MockTransport::with_examples();
    mock.on("get-companies", |_| MockResponse::status(204));
    let error = mock.client()?.companies().list().await.unwrap_err();
    let text = format!("{error:?}");
    assert!(text.contains("no operation `get-companies`"), "{text}");
    Ok(())
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
