//! What responses may contain: tolerated drift, and what is an error.

use codat_platform::models::Company;
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{Error, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::builder;

/// Returns the company in a response with these properties.
async fn get(properties: Value) -> Result<Response<Company>, Error> {
    let mut company = json!({"id": Uuid::nil(), "name": "n", "redirect": "r"});
    for (name, value) in properties.as_object().unwrap() {
        company[name] = value.clone();
    }
    let mock = MockTransport::new([MockResponse::json(200, &company)]);
    let client = builder("https://api.example.com")
        .mock_transport(&mock)
        .build()
        .unwrap();
    client.companies().get(Uuid::nil()).with_response().await
}

async fn company(properties: Value) -> Company {
    get(properties).await.unwrap().into_body()
}

#[tokio::test]
async fn a_string_accepts_numbers_and_booleans() {
    let company = company(json!({"name": 500, "description": true, "redirect": 1.5})).await;
    assert_eq!(company.name, "500");
    assert_eq!(company.description.as_deref(), Some("true"));
    assert_eq!(company.redirect, "1.5");
}

#[tokio::test]
async fn null_elements_and_values_are_skipped() {
    let company = company(json!({"products": [null, "a"], "tags": {"a": null, "b": "1"}})).await;
    assert_eq!(company.products, ["a"]);
    assert_eq!(company.tags.len(), 1);
}

#[tokio::test]
async fn a_required_property_cannot_be_null() {
    let error = get(json!({"name": null})).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.json_path(), Some("name"));
}

#[tokio::test]
async fn an_object_is_not_an_array_and_a_number_is_not_an_object() {
    for (properties, path) in [
        (json!({"products": {"0": "a"}}), "products"),
        (json!({"products": "a"}), "products"),
        (json!({"tags": ["a"]}), "tags"),
        (json!({"name": ["a"]}), "name"),
        (
            json!({"referenceParentCompany": 5}),
            "referenceParentCompany",
        ),
    ] {
        let error = get(properties).await.unwrap_err();
        assert_eq!(error.json_path(), Some(path), "{error}");
    }
}

/// Returns the first page number of a list, or the error.
async fn page_number(json: &str) -> Result<i64, Error> {
    let body = format!(
        r#"{{"results":[],"pageNumber":{json},"pageSize":1,"totalResults":0,"_links":{{"self":{{}},"current":{{}}}}}}"#
    );
    let response = MockResponse::status(200)
        .header("content-type", "application/json")
        .body(body);
    let mock = MockTransport::new([response]);
    let client = builder("https://api.example.com")
        .mock_transport(&mock)
        .build()
        .unwrap();
    Ok(client.companies().list().await?.page_number)
}

#[tokio::test]
async fn an_integer_accepts_a_number_without_a_fraction() {
    assert_eq!(page_number("5.0").await.unwrap(), 5);
    for json in ["5.5", r#""5""#, "true"] {
        let error = page_number(json).await.unwrap_err();
        assert_eq!(error.json_path(), Some("pageNumber"), "{json}");
    }
}

#[tokio::test]
async fn an_integer_out_of_range_is_an_error() {
    for json in ["9223372036854775808", "1e19", "-9223372036854775809"] {
        let error = page_number(json).await.unwrap_err();
        assert_eq!(error.json_path(), Some("pageNumber"), "{json}");
    }
}
