//! Bodies that do not match the document: the error has the JSON path, the status and the whole
//! body.

use std::error::Error as _;

use codat_platform::models::Companies;
use codat_platform::{BoxFuture, Client, Error};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::builder;

type Call = fn(&Client) -> BoxFuture<'static, Result<(), Error>>;

/// Makes a call and returns this response to it.
async fn respond(call: Call, status: u16, body: &[u8]) -> Result<(), Error> {
    let server = MockServer::start().await;
    let response = ResponseTemplate::new(status).set_body_raw(body, "application/json");
    Mock::given(any())
        .respond_with(response)
        .mount(&server)
        .await;
    call(&builder(server.uri()).build().unwrap()).await
}

fn companies(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let call = client.companies().list();
    Box::pin(async { call.await.map(drop) })
}

fn integrations(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let call = client.integrations().list();
    Box::pin(async { call.await.map(drop) })
}

fn options(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let call = client
        .push_data()
        .get_model_options(Uuid::nil(), Uuid::nil(), "bills");
    Box::pin(async { call.await.map(drop) })
}

fn statuses(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let call = client.refresh_data().get_data_status(Uuid::nil());
    Box::pin(async { call.await.map(drop) })
}

fn profile(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let call = client.settings().get_profile();
    Box::pin(async { call.await.map(drop) })
}

fn records(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let call = client
        .custom_data_type()
        .list(Uuid::nil(), Uuid::nil(), "orders");
    Box::pin(async { call.await.map(drop) })
}

fn page(results: Value) -> Value {
    json!({
        "results": results, "pageNumber": 1, "pageSize": 9, "totalResults": 9,
        "_links": {"self": {}, "current": {}},
    })
}

fn company(created: Value) -> Value {
    json!({"id": Uuid::nil(), "name": "n", "redirect": "r", "created": created})
}

#[tokio::test]
async fn the_error_has_the_json_path() {
    let good = || company(json!("2026-03-04"));
    let option = |inner: Value| json!({"type": "Object", "displayName": "n", "required": true, "properties": {"a b": inner}});
    let cases: [(Call, Value, &str); 12] = [
        (
            companies,
            page(json!([good(), good(), good(), company(json!([7]))])),
            "results[3].created",
        ),
        (companies, page(json!([good(), null, 5])), "results[2]"),
        (companies, page(json!({"0": good()})), "results"),
        (
            companies,
            json!({"results": [], "pageNumber": "1"}),
            "pageNumber",
        ),
        (companies, json!([]), "."),
        (
            companies,
            page(json!([{"id": "not-a-uuid", "name": "n", "redirect": "r"}])),
            "results[0].id",
        ),
        (
            integrations,
            page(json!([{"enabled": "yes"}])),
            "results[0].enabled",
        ),
        (
            options,
            option(json!({"type": "String", "displayName": "n", "description": null})),
            "properties.a b.description",
        ),
        (options, option(json!({"type": [1]})), "properties.a b.type"),
        (
            statuses,
            json!({"banking-accounts": {"dataType": "banking-accounts", "latestSyncId": "x"}}),
            "banking-accounts.latestSyncId",
        ),
        (
            profile,
            json!({"name": "n", "whiteListUrls": ["a", {}]}),
            "whiteListUrls[1]",
        ),
        (
            records,
            json!({"results": [{"content": [1]}]}),
            "results[0].content",
        ),
    ];
    for (call, body, path) in cases {
        let text = body.to_string();
        let error = respond(call, 200, text.as_bytes()).await.unwrap_err();
        assert!(error.is_decode() && error.source().is_some(), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), &text);
        let path = (path != ".").then_some(path);
        assert_eq!(error.json_path(), path, "{error}");
        assert!(path.is_none_or(|path| error.to_string().contains(&format!(", at {path}: "))));
    }
}

#[tokio::test]
async fn invalid_json_is_an_error_with_the_body() {
    let bodies: [&[u8]; 9] = [
        b"",
        b"\xff\xfe\x00",
        b"{",
        b"nul",
        b"\"text\"",
        b"{} {}",
        br#"{"name": 1e999}"#,
        br#"{"name": "\ud800"}"#,
        &[b'['; 100_000],
    ];
    for body in bodies {
        for call in [companies, integrations, options, profile] {
            let error = respond(call, 200, body).await.unwrap_err();
            assert!(error.is_decode(), "{error:?}");
            assert_eq!(error.body().unwrap(), body);
            assert!(!error.to_string().contains('\n'), "{error}");
        }
    }
}

#[tokio::test]
async fn numbers_out_of_range_are_errors_and_not_truncated() {
    for number in ["1e19", "9223372036854775808", "1.5", "-0.1", "\"1\""] {
        let body = format!(
            r#"{{"pageNumber":{number},"pageSize":1,"totalResults":1,"_links":{{"self":{{}},"current":{{}}}}}}"#
        );
        let error = respond(companies, 200, body.as_bytes()).await.unwrap_err();
        assert_eq!(error.json_path(), Some("pageNumber"), "{number}");
    }
}

/// Makes a call to list companies and returns the page in this response.
async fn list(body: &str) -> Companies {
    let server = MockServer::start().await;
    let response = ResponseTemplate::new(200).set_body_raw(body.as_bytes(), "application/json");
    Mock::given(any())
        .respond_with(response)
        .mount(&server)
        .await;
    let client = builder(server.uri()).build().unwrap();
    client.companies().list().await.unwrap()
}

#[tokio::test]
async fn likely_drift_is_tolerated() {
    let body = format!(
        r#"{{"results":[null,{{"id":"{}","name":17,"redirect":true,"products":[null,"a",5],"tags":{{"a":null,"b":2}},"created":20260304}}],"pageNumber":1.0,"pageSize":9,"totalResults":9,"_links":{{"self":{{}},"current":{{}}}}}}"#,
        Uuid::nil()
    );
    let page = list(&body).await;
    assert_eq!((page.results.len(), page.page_number), (1, 1));
    let company = &page.results[0];
    assert_eq!(
        (company.name.as_str(), company.redirect.as_str()),
        ("17", "true")
    );
    assert_eq!(company.products, ["a", "5"]);
    let tags: Vec<_> = company.tags.iter().collect();
    assert_eq!(tags, [(&"b".to_owned(), &"2".to_owned())]);
    assert_eq!(company.created.as_ref().unwrap().as_str(), "20260304");
}

/// An error response with an unexpected body still is the error of its status.
#[tokio::test]
async fn an_unexpected_error_body_does_not_hide_the_status() {
    for body in [
        r#"{"statusCode":"404"}"#,
        r#"{"error":{"a":1}}"#,
        r#"{"validation":[7]}"#,
    ] {
        let error = respond(companies, 404, body.as_bytes()).await.unwrap_err();
        assert!(error.is_not_found() && !error.is_decode(), "{error:?}");
        assert_eq!(error.body().unwrap(), body);
    }
}
