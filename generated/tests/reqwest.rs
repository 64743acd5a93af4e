//! The SDK with a `reqwest` client as its transport.

#![cfg(test)]
#![cfg(feature = "reqwest")]

#[path = "support/growing.rs"]
mod growing;

use std::time::Duration;

use codat_platform::models::WebhookConsumerPrototype;
use codat_platform::{ApiKey, CallOptions, Client, Error, ReqwestTransport, reqwest};
use serde_json::json;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use growing::with_growing_timeout;

const ID: &str = "8a210b68-6988-11ed-a1eb-0242ac120002";

fn client(server: &MockServer) -> Client {
    let own = reqwest::Client::builder().no_proxy();
    let transport = ReqwestTransport::from_builder(own).unwrap();
    // The default clock is Tokio's even without the feature `hyper`.
    Client::builder()
        .api_key(ApiKey::new("a-key"))
        .base_url(server.uri())
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn sends_calls_by_the_reqwest_client() {
    let server = MockServer::start().await;
    let body = json!({"id": ID, "url": "https://hooks.example.com"});
    Mock::given(method("POST"))
        .and(path("/webhooks"))
        .and(header("authorization", "Basic YS1rZXk="))
        .respond_with(ResponseTemplate::new(201).set_body_json(body))
        .mount(&server)
        .await;
    let consumer = WebhookConsumerPrototype::new().url("https://hooks.example.com");
    let created = client(&server)
        .webhooks()
        .create_consumer(consumer)
        .await
        .unwrap();
    assert_eq!(created.id.to_string(), ID);
    // The server returns 404 for any other call.
    let error = client(&server).companies().list().await.unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
}

#[tokio::test]
async fn timeouts_of_the_sdk_apply() {
    let server = MockServer::start().await;
    let late = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    Mock::given(method("GET"))
        .respond_with(late)
        .mount(&server)
        .await;
    let client = client(&server);
    let list = async |timeout| {
        let options = CallOptions::new().timeout(timeout);
        client.companies().list().with(options).await.unwrap_err()
    };
    let (_, error) = with_growing_timeout(list, |error: &Error| !error.is_unsent()).await;
    assert!(error.is_timeout(), "{error:?}");
}
