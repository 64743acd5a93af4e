//! Calls and clients that are rejected before anything is sent.

use codat_platform::models::WebhookConsumerPrototype;
use codat_platform::{ApiKey, CallOptions, Client};
use wiremock::MockServer;

use crate::support::{KEY, builder};
use crate::table::{all, rule};

#[tokio::test]
async fn sends_an_empty_body_without_required_properties() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    let call = client
        .webhooks()
        .create_consumer(WebhookConsumerPrototype::new());
    // The server has no routes and returns 404.
    assert!(call.await.unwrap_err().is_not_found());
    assert_eq!(server.received_requests().await.unwrap()[0].body, b"{}");
}

#[tokio::test]
async fn reports_all_problems_of_a_call_together() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    let options = CallOptions::new()
        .header("x-trace", "a\r\nx-forged: 1")
        .header("bad name", "1");
    let call = client.webhooks().create(rule()).with(options);
    let error = call.await.unwrap_err();
    assert!(error.is_invalid_request() && error.is_unsent(), "{error:?}");
    assert_eq!(
        (error.operation(), error.status()),
        (Some("create-rule"), None)
    );
    assert_eq!(error.problems().len(), 2, "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn rejects_a_header_with_a_line_break() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    for operation in all() {
        let options = CallOptions::new().header("x-trace", "a\nb");
        let error = (operation.call)(&client, options).await.unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        assert_eq!(error.operation(), Some(operation.id));
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[test]
fn rejects_invalid_api_keys() {
    let keys = ["", " ", "a\nb", "a\r\nx-forged: 1", "a\0b"];
    for text in keys {
        for key in [ApiKey::new(text), ApiKey::from_header(text)] {
            let error = Client::new(key).unwrap_err();
            assert!(error.is_configuration() && error.is_unsent(), "{error:?}");
            assert_eq!(error.problems().len(), 1, "{error}");
            assert!(
                !format!("{error} {error:?}").contains("forged"),
                "{error:?}"
            );
        }
    }
    let none = Client::builder().build().unwrap_err();
    assert!(none.is_configuration(), "{none:?}");
}

#[test]
fn rejects_invalid_base_urls() {
    let urls = [
        "",
        "api.codat.io",
        "/webhooks",
        "ftp://api.codat.io",
        "https://",
        "https://api.codat.io/?key=a",
        "https://user:hush@api.codat.io",
        "https://api.codat.io:port",
        "https://api codat.io",
    ];
    for url in urls {
        let error = builder(url).build().unwrap_err();
        assert!(error.is_configuration(), "{url}: {error:?}");
        assert_eq!(error.problems().len(), 1, "{url}: {error}");
        assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
    }
}

#[tokio::test]
async fn sends_a_rule_with_its_required_properties() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    assert!(
        client
            .webhooks()
            .create(rule())
            .await
            .unwrap_err()
            .is_not_found()
    );
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    let shown = format!("{:?}", requests[0].headers);
    assert!(!shown.contains(KEY), "the key is sent encoded: {shown}");
}
