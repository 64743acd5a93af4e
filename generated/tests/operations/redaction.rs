//! Redaction of the client's key, and of the key that the API returns.

use codat_platform::models::WebhookZapierKey;
use codat_platform::{CallOptions, Client};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{BASIC, KEY, builder};
use crate::table::all;

const ZAPIER: &str = "sk_integ_not-a-real-key.eu";

async fn server_with_response(response: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(response)
        .mount(&server)
        .await;
    let client = builder(server.uri()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn debug_output_redacts_the_zapier_key() {
    let response = ResponseTemplate::new(201).set_body_json(json!({"key": ZAPIER}));
    let (_server, client) = server_with_response(response).await;
    let response = client
        .webhooks()
        .rotate_zapier_key()
        .with_response()
        .await
        .unwrap();
    for shown in [format!("{response:?}"), format!("{:#?}", response.body())] {
        assert!(
            shown.contains("[redacted]") && !shown.contains(ZAPIER),
            "{shown}"
        );
    }
    // Storing it requires exposing it explicitly.
    let model = response.into_body();
    let written = serde_json::to_string(&model).unwrap();
    assert_eq!(written, format!("{{\"key\":\"{ZAPIER}\"}}"));
    assert_eq!(
        serde_json::from_str::<WebhookZapierKey>(&written).unwrap(),
        model
    );
}

#[tokio::test]
async fn decode_errors_do_not_show_the_zapier_key() {
    for body in [
        format!("{{\"key\":[\"{ZAPIER}\"]}}"),
        format!("{{\"key\":\"{ZAPIER}\""),
    ] {
        let response = ResponseTemplate::new(201).set_body_raw(body, "application/json");
        let (_server, client) = server_with_response(response).await;
        let error = client.webhooks().rotate_zapier_key().await.unwrap_err();
        assert!(error.is_decode());
        assert!(
            !format!("{error} {error:?} {error:#?}").contains(ZAPIER),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn no_output_of_the_sdk_contains_the_clients_key() {
    let (_, bare) = BASIC.split_once(' ').unwrap();
    let hides = |shown: String| {
        assert!(!shown.contains(KEY) && !shown.contains(bare), "{shown}");
    };
    // A server that echoes the key.
    let said = format!("unknown key {KEY}, sent as {BASIC}");
    let body = json!({"error": said, "correlationId": bare});
    let (server, client) =
        server_with_response(ResponseTemplate::new(401).set_body_json(body)).await;
    hides(format!("{client:?} {:?}", client.webhooks()));
    hides(format!("{:?}", builder(server.uri())));
    hides(format!("{:?}", client.webhooks().list_consumers()));
    hides(format!(
        "{:?}",
        CallOptions::new().header("authorization", BASIC)
    ));
    for operation in all() {
        let error = operation.call(&client).await.unwrap_err();
        hides(format!("{error} {error:?} {error:#?}"));
        hides(format!(
            "{:?} {:?}",
            error.message(),
            error.correlation_id()
        ));
        assert!(error.is_unauthorized());
    }
}
