//! The requests that the server receives: method, path, headers and body.

use std::sync::LazyLock;

use bytes::Bytes;
use http::{Method, Request};
use serde_json::json;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::tests::server::capturing;
use crate::tests::support::{
    CREATE, DELETE, KEY, KEY_BASE64, LIST, PLAIN_API, Page, Rule, builder,
};
use crate::{
    ApiKey, Body, Call, CallOptions, Client, HyperTransport, Operation, Retry, Transport,
    client_builder,
};

async fn empty_page() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"results": []})))
        .mount(&server)
        .await;
    server
}

/// The headers of the only request that the server received, as `name: value`.
async fn headers(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap_or_default();
    assert_eq!(requests.len(), 1);
    let mut lines: Vec<String> = requests[0]
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or("?")))
        .filter(|line| !line.starts_with("host: "))
        .collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn a_get_has_only_the_expected_headers() {
    let server = empty_page().await;
    let client = builder().base_url(server.uri()).build().unwrap();
    Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
    assert_eq!(
        headers(&server).await,
        [
            "accept-encoding: gzip".to_owned(),
            "accept: application/json".to_owned(),
            format!("authorization: Basic {KEY_BASE64}"),
            "user-agent: test-sdk/1.2.3".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_query_is_retried_and_an_unknown_method_is_not() {
    static SEARCH: Operation = Operation::query("search", "/rules");
    static COPY: LazyLock<Operation> = LazyLock::new(|| Operation::other("copy", "COPY", "/rules"));
    for (operation, name, attempts) in [(&SEARCH, "QUERY", 2), (&*COPY, "COPY", 1)] {
        let server = MockServer::start().await;
        Mock::given(method(name))
            .respond_with(ResponseTemplate::new(503))
            .mount(&server)
            .await;
        let client = builder().base_url(server.uri()).build().unwrap();
        let options = CallOptions::new().retry(Retry::new().max_attempts(2));
        let error = Call::new(&client, operation)
            .with(options)
            .empty_response()
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 503, "{error}");
        assert_eq!(server.received_requests().await.unwrap().len(), attempts);
    }
}

#[tokio::test]
async fn a_post_sends_json() {
    let server = MockServer::start().await;
    let rule = Rule {
        id: 7,
        name: "sev\"en ü".to_owned(),
    };
    Mock::given(method("POST"))
        .and(path("/rules"))
        .and(header("content-type", "application/json"))
        .and(body_json(&rule))
        .respond_with(ResponseTemplate::new(201).set_body_json(&rule))
        .expect(1)
        .mount(&server)
        .await;
    let client = builder().base_url(server.uri()).build().unwrap();
    let response = Call::new(&client, &CREATE)
        .json(&rule)
        .json_response::<Rule>()
        .await
        .unwrap();
    assert_eq!((response.status().as_u16(), response.body()), (201, &rule));
    assert_eq!(response.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn the_auth_scheme_determines_header_and_encoding_of_the_key() {
    for (key, expected) in [
        (ApiKey::new("plain key"), "x-api-key: plain key"),
        (ApiKey::from_header("Ready made"), "x-api-key: Ready made"),
    ] {
        let server = empty_page().await;
        let client: Client = client_builder(&PLAIN_API)
            .plain_key(key)
            .base_url(server.uri())
            .build()
            .unwrap();
        Call::new(&client, &LIST)
            .json_response::<Page>()
            .await
            .unwrap();
        assert!(headers(&server).await.contains(&expected.to_owned()));
    }
    let server = empty_page().await;
    let client = builder()
        .api_key(ApiKey::from_header("Bearer token"))
        .base_url(server.uri())
        .build()
        .unwrap();
    Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
    assert!(
        headers(&server)
            .await
            .contains(&"authorization: Bearer token".to_owned())
    );
}

#[tokio::test]
async fn headers_of_the_call_override_those_of_the_client_and_the_sdk() {
    let server = empty_page().await;
    let client = builder()
        .base_url(server.uri())
        .user_agent("mine/1")
        .header("X-Both", "client")
        .header("x-client", "client")
        .header("accept", "application/vnd.client+json")
        .build()
        .unwrap();
    let call = Call::new(&client, &LIST)
        .header_param("x-param", 1)
        .header_param("x-param", 2)
        .header_param("x-both-params", "parameter")
        .with(
            CallOptions::new()
                .header("x-both", "first")
                .header("x-kept", "kept"),
        )
        .with(
            CallOptions::new()
                .header("x-Both", "call")
                .header("x-both-params", "call")
                .header("authorization", "Basic other")
                .header("user-agent", "call/1"),
        );
    call.json_response::<Page>().await.unwrap();
    assert_eq!(
        headers(&server).await,
        [
            "accept-encoding: gzip",
            "accept: application/vnd.client+json",
            "authorization: Basic other",
            "user-agent: call/1",
            "x-both-params: call",
            "x-both: call",
            "x-client: client",
            "x-kept: kept",
            "x-param: 2",
        ]
    );
}

#[tokio::test]
async fn only_requests_with_a_body_have_a_content_type() {
    let (client, mut requests) = capturing().await;
    static POST: Operation = Operation::post("touch", "/touch");
    Call::new(&client, &POST).empty_response().await.unwrap();
    let request = requests.recv().await.unwrap();
    assert!(request.starts_with("POST /touch HTTP/1.1\r\n"), "{request}");
    assert!(
        request.contains("content-length: 0\r\n") && !request.contains("content-type"),
        "{request}"
    );

    Call::new(&client, &DELETE)
        .path("ruleId", 5)
        .empty_response()
        .await
        .unwrap();
    let request = requests.recv().await.unwrap();
    assert!(
        request.starts_with("DELETE /rules/5 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        !request.contains("content-") && request.ends_with("\r\n\r\n"),
        "{request}"
    );

    Call::new(&client, &CREATE)
        .json("text")
        .empty_response()
        .await
        .unwrap();
    let request = requests.recv().await.unwrap();
    assert!(
        request.contains("content-type: application/json\r\n"),
        "{request}"
    );
    assert!(
        request.contains("content-length: 6\r\n") && request.ends_with("\r\n\r\n\"text\""),
        "{request}"
    );

    let call = Call::new(&client, &CREATE).json("text");
    call.content_type("application/merge-patch+json")
        .empty_response()
        .await
        .unwrap();
    let request = requests.recv().await.unwrap();
    assert!(
        request.contains("content-type: application/merge-patch+json\r\n"),
        "{request}"
    );

    let call = Call::new(&client, &CREATE).raw_body("text/csv; header=absent", "a,b");
    call.empty_response().await.unwrap();
    let request = requests.recv().await.unwrap();
    assert!(
        request.contains("content-type: text/csv; header=absent\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\na,b"), "{request}");
}

#[tokio::test]
async fn the_accept_header_matches_the_expected_response() {
    let (client, mut requests) = capturing().await;
    Call::new(&client, &LIST).text_response().await.unwrap();
    assert!(
        requests
            .recv()
            .await
            .unwrap()
            .contains("accept: text/*, */*;q=0.5\r\n")
    );
    Call::new(&client, &LIST).bytes_response().await.unwrap();
    assert!(requests.recv().await.unwrap().contains("accept: */*\r\n"));
}

#[tokio::test]
async fn the_default_transport_sends_streams() {
    let (_, mut requests) = capturing().await;
    requests.close();
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let mut request = Request::new(Body::stream(Body::from(Bytes::from_static(b"in pieces"))));
    *request.method_mut() = Method::PUT;
    *request.uri_mut() = server.uri().parse().unwrap();
    let response = HyperTransport::builder()
        .build()
        .unwrap()
        .send(request)
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(
        server.received_requests().await.unwrap()[0].body,
        b"in pieces"
    );
}

#[test]
fn the_key_in_base64_has_no_user_and_no_colon() {
    // Encoded independently of the SDK.
    assert_eq!(
        (KEY, KEY_BASE64),
        ("k3y-that-must-not-show", "azN5LXRoYXQtbXVzdC1ub3Qtc2hvdw==")
    );
}
