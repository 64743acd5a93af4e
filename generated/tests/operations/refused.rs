//! Calls and clients that are refused before anything is sent.

use codat_platform::models::{CreateRule, WebhookConsumerPrototype, WebhookNotifier};
use codat_platform::{ApiKey, CallOptions, Client, Error};
use wiremock::MockServer;

use crate::support::{KEY, builder};
use crate::table::{all, rule};

async fn refused(body: CreateRule) -> Error {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    let error = client.webhooks().create(body).await.unwrap_err();
    assert!(server.received_requests().await.unwrap().is_empty());
    assert!(error.is_invalid_request() && error.is_unsent(), "{error:?}");
    assert_eq!(
        (error.operation(), error.status()),
        (Some("create-rule"), None)
    );
    error
}

#[tokio::test]
async fn required_members_that_are_not_set_are_listed() {
    let cases = [
        (CreateRule::new(), "type, notifiers"),
        (CreateRule::new().r#type("DataSyncCompleted"), "notifiers"),
        (CreateRule::new().notifiers(WebhookNotifier::new()), "type"),
    ];
    for (body, missing) in cases {
        let error = refused(body).await;
        assert_eq!(
            error.problems(),
            [format!("required and missing: {missing}")]
        );
        assert_eq!(
            error.to_string(),
            format!(
                "create-rule: invalid request, nothing was sent: required and missing: {missing}"
            )
        );
    }
}

#[tokio::test]
async fn a_body_that_requires_nothing_is_sent_empty() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    let call = client
        .webhooks()
        .create_consumer(WebhookConsumerPrototype::new());
    // The server knows no route, and says 404.
    assert!(call.await.unwrap_err().is_not_found());
    assert_eq!(server.received_requests().await.unwrap()[0].body, b"{}");
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    let call = client
        .webhooks()
        .create(CreateRule::new())
        .with(CallOptions::new().header("x-trace", "a\r\nx-forged: 1"));
    let error = call.await.unwrap_err();
    assert_eq!(
        error.problems(),
        [
            "required and missing: type, notifiers",
            "the value of the header `x-trace` has a character that is not printable ASCII",
        ]
    );
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_header_with_a_line_break_stops_each_operation() {
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
fn keys_that_can_not_be_sent_build_no_client() {
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
fn base_urls_that_are_none_build_no_client() {
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
async fn a_rule_with_all_that_is_required_is_sent() {
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
