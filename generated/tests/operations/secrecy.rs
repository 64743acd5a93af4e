//! What must not show: our key, and the key that the API hands out.

use codat_platform::models::WebhookZapierKey;
use codat_platform::{CallOptions, Client};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{BASIC, KEY, builder};
use crate::table::all;

const ZAPIER: &str = "sk_integ_not-a-real-key.eu";

async fn answering(answer: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = builder(server.uri()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn the_zapier_key_is_redacted_in_debug() {
    let answer = ResponseTemplate::new(201).set_body_json(json!({"key": ZAPIER}));
    let (_server, client) = answering(answer).await;
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
    // To store it one can write it out, and read it again.
    let model = response.into_body();
    let written = serde_json::to_string(&model).unwrap();
    assert_eq!(written, format!("{{\"key\":\"{ZAPIER}\"}}"));
    assert_eq!(
        serde_json::from_str::<WebhookZapierKey>(&written).unwrap(),
        model
    );
}

#[tokio::test]
async fn a_zapier_key_that_can_not_be_read_is_not_shown_either() {
    for body in [
        format!("{{\"key\":[\"{ZAPIER}\"]}}"),
        format!("{{\"key\":\"{ZAPIER}\""),
    ] {
        let answer = ResponseTemplate::new(201).set_body_raw(body, "application/json");
        let (_server, client) = answering(answer).await;
        let error = client.webhooks().rotate_zapier_key().await.unwrap_err();
        assert!(error.is_decode());
        assert!(
            !format!("{error} {error:?} {error:#?}").contains(ZAPIER),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn our_key_is_in_no_text_of_the_sdk() {
    let (_, bare) = BASIC.split_once(' ').unwrap();
    let hides = |shown: String| {
        assert!(!shown.contains(KEY) && !shown.contains(bare), "{shown}");
    };
    // A server that repeats what it was sent.
    let said = format!("unknown key {KEY}, sent as {BASIC}");
    let body = json!({"error": said, "correlationId": bare});
    let (server, client) = answering(ResponseTemplate::new(401).set_body_json(body)).await;
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
