//! API keys never appear in `Debug` output or in messages.

use std::error::Error as _;
use std::sync::{Arc, Mutex};

use http::Request;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::tests::custom_transport::offline;
use crate::tests::support::{CREATE, KEY, KEY_BASE64, LIST, Page, Rule, builder};
use crate::{ApiKey, Body, BoxFuture, Call, CallOptions, Transport, TransportError};

fn assert_hidden(shown: &str) {
    assert!(
        !shown.contains(KEY) && !shown.contains(KEY_BASE64),
        "{shown}"
    );
}

#[test]
fn debug_output_does_not_contain_the_key() {
    assert_eq!(format!("{:?}", ApiKey::new(KEY)), "ApiKey([redacted])");
    assert_eq!(
        format!("{:?}", ApiKey::from_header(KEY)),
        "ApiKey([redacted])"
    );
    assert_hidden(&format!(
        "{:?}",
        offline(builder()).header("x-other-key", KEY)
    ));
    let client = offline(builder())
        .header("x-other-key", KEY)
        .build()
        .unwrap();
    assert_hidden(&format!("{client:?} {client:#?}"));
    let options = CallOptions::new()
        .header("authorization", KEY)
        .header("x-other-key", KEY);
    assert_hidden(&format!("{options:?}"));
    let body = Rule {
        id: 1,
        name: KEY.to_owned(),
    };
    let call = Call::new(&client, &CREATE)
        .path("ruleId", KEY)
        .query("q", KEY)
        .header_param("x-param", KEY)
        .json(&body)
        .with(options);
    let debug = format!("{call:?}");
    assert_hidden(&debug);
    assert!(
        debug.contains("create-rule") && debug.contains("bytes"),
        "{debug}"
    );
}

#[test]
fn rejected_keys_are_not_shown() {
    for key in [
        ApiKey::new(format!("{KEY}\n")),
        ApiKey::from_header(format!("{KEY}ü")),
    ] {
        let error = offline(builder()).api_key(key).build().unwrap_err();
        assert_hidden(&format!(
            "{error} {error:?} {error:#?} {:?}",
            error.problems()
        ));
    }
}

#[tokio::test]
async fn redacts_keys_that_the_server_echoes() {
    for body in [
        format!(r#"{{"error":"bad header Basic {KEY_BASE64}!"}}"#),
        format!(r#"{{"error":"bad key {KEY_BASE64}","correlationId":"{KEY_BASE64}"}}"#),
        format!(r#"{{"error":"bad key {KEY}, I said {KEY}"}}"#),
    ] {
        let server = MockServer::start().await;
        Mock::given(any())
            .respond_with(ResponseTemplate::new(401).set_body_string(&body))
            .mount(&server)
            .await;
        let client = offline(builder()).base_url(server.uri()).build().unwrap();
        let error = Call::new(&client, &LIST)
            .json_response::<Page>()
            .await
            .unwrap_err();
        assert_hidden(&format!("{error} {error:?} {error:#?}"));
        assert!(error.to_string().contains("[redacted]"), "{error}");
        assert_hidden(error.message().unwrap());
        // The raw body is not redacted.
        assert_eq!(error.body().unwrap(), &body);
    }
}

#[tokio::test]
async fn redacts_the_key_in_decode_errors() {
    let server = MockServer::start().await;
    let body = format!(r#"{{"results":[{{"id":"{KEY}"}}]}}"#);
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_string(body))
        .mount(&server)
        .await;
    let client = offline(builder()).base_url(server.uri()).build().unwrap();
    let error = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert!(error.is_decode());
    assert_hidden(&format!("{error} {error:?}"));
}

#[tokio::test]
async fn redacts_the_key_of_a_single_call() {
    let server = MockServer::start().await;
    let template =
        ResponseTemplate::new(401).set_body_string(r#"{"error":"bad token-of-this-call"}"#);
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let client = offline(builder()).base_url(server.uri()).build().unwrap();
    let call = Call::new(&client, &LIST)
        .with(CallOptions::new().header("authorization", "Bearer token-of-this-call"));
    let error = call.json_response::<Page>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "list-rules: 401 Unauthorized: bad [redacted]"
    );
}

#[tokio::test]
async fn marks_the_key_as_sensitive_for_transports() {
    #[derive(Clone, Default)]
    struct Spy(Arc<Mutex<String>>);
    impl Transport for Spy {
        fn send(
            &self,
            request: Request<Body>,
        ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            *self.0.lock().unwrap_or_else(|poison| poison.into_inner()) = format!("{request:?}");
            let error = TransportError::other("no more");
            Box::pin(std::future::ready(Err(error)))
        }
    }
    let spy = Spy::default();
    let client = offline(builder()).transport(spy.clone()).build().unwrap();
    let error = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert!(error.source().is_some());
    let seen = spy.0.lock().unwrap().clone();
    assert!(seen.contains(r#""authorization": Sensitive"#), "{seen}");
    assert_hidden(&seen);
}
