//! What each operation sends: method, path, query, headers and body.

use codat_platform::uuid::Uuid;
use codat_platform::{CallOptions, Client};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{BASIC, builder};
use crate::table::{RULE_ID, all, consumer, rule};

/// A server that accepts every request, and its client.
async fn accepting_server() -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(500))
        .mount(&server)
        .await;
    let client = builder(server.uri()).build().unwrap();
    (server, client)
}

/// The only request that the server received.
async fn only_request(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    server.reset().await;
    requests.remove(0)
}

fn headers(request: &Request) -> Vec<(String, String)> {
    let mut headers: Vec<_> = request
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| name != "host")
        .collect();
    for (_, value) in headers
        .iter_mut()
        .filter(|(name, _)| name == "idempotency-key")
    {
        // Different for each call.
        assert_eq!(Uuid::parse_str(value).unwrap().get_version_num(), 4);
        *value = "<random>".to_owned();
    }
    headers.sort();
    headers
}

#[tokio::test]
async fn each_operation_sends_the_expected_request() {
    let (server, client) = accepting_server().await;
    for operation in all() {
        operation.call(&client).await.unwrap_err();
        let request = only_request(&server).await;
        assert_eq!(
            (
                request.method.as_str(),
                request.url.path(),
                request.url.query()
            ),
            (operation.method, operation.path, None),
        );

        let body: Option<Value> = serde_json::from_str(operation.body).ok();
        let length = request.body.len().to_string();
        let mut expected = vec![
            ("accept", "application/json"),
            ("accept-encoding", "gzip"),
            ("authorization", BASIC),
        ];
        if body.is_some() || ["POST", "PUT", "PATCH"].contains(&operation.method) {
            expected.push(("content-length", &length));
        }
        if body.is_some() {
            expected.push(("content-type", "application/json"));
        }
        if ["POST", "PATCH"].contains(&operation.method) {
            expected.push(("idempotency-key", "<random>"));
        }
        let agent = concat!("codat-platform/", env!("CARGO_PKG_VERSION"));
        expected.push(("user-agent", agent));
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(headers(&request), expected, "{}", operation.id);

        let sent = serde_json::from_slice::<Value>(&request.body).ok();
        assert_eq!(sent, body, "{}", operation.id);
        assert_eq!(request.body.is_empty(), body.is_none());
    }
}

#[tokio::test]
async fn all_ways_of_sending_send_the_same_request() {
    let (server, client) = accepting_server().await;
    let call = || client.webhooks().create_consumer(consumer());
    call().await.unwrap_err();
    let awaited = only_request(&server).await;
    call().send().await.unwrap_err();
    let sent = only_request(&server).await;
    call().with_response().await.unwrap_err();
    let with_response = only_request(&server).await;
    call().send_raw().await.unwrap_err();
    let raw = only_request(&server).await;
    call().send_stream().await.unwrap_err();
    let streamed = only_request(&server).await;
    for other in [sent, with_response, raw, streamed] {
        assert_eq!(other.url, awaited.url);
        assert_eq!(headers(&other), headers(&awaited));
        assert_eq!(other.body, awaited.body);
    }
}

#[tokio::test]
async fn sends_the_query_parameters_of_a_list() {
    let (server, client) = accepting_server().await;
    let rules = || client.webhooks().list();
    let query = "companyId=2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46&&type~a b+c";
    let cases = [
        (rules().page(3), vec![("page", "3")]),
        (rules().page_size(500), vec![("pageSize", "500")]),
        (rules().query(query), vec![("query", query)]),
        (rules().order_by("-type"), vec![("orderBy", "-type")]),
        (
            rules()
                .order_by("type")
                .query("type=ü")
                .page_size(1)
                .page(2),
            vec![
                ("orderBy", "type"),
                ("page", "2"),
                ("pageSize", "1"),
                ("query", "type=ü"),
            ],
        ),
        // The last value applies.
        (rules().page(1).page(2), vec![("page", "2")]),
    ];
    for (call, expected) in cases {
        call.await.unwrap_err();
        let request = only_request(&server).await;
        assert_eq!(request.url.path(), "/rules");
        let pairs = request.url.query_pairs();
        let mut pairs: Vec<(String, String)> = pairs
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        pairs.sort();
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(pairs, expected, "{}", request.url);
    }
}

#[tokio::test]
async fn a_nullable_property_has_three_states_on_the_wire() {
    let (server, client) = accepting_server().await;
    let url = "https://hooks.example.com/codat";
    let base = || codat_platform::models::WebhookConsumerPrototype::new().url(url);
    let empty: [&str; 0] = [];
    let cases = [
        (base(), json!({"url": url})),
        (
            base().disabled(false),
            json!({"url": url, "disabled": false}),
        ),
        (base().disabled(true), json!({"url": url, "disabled": true})),
        (
            base().disabled_null(),
            json!({"url": url, "disabled": null}),
        ),
        (
            base().company_tags(["a:b"]),
            json!({"url": url, "companyTags": ["a:b"]}),
        ),
        (
            base().company_tags(empty),
            json!({"url": url, "companyTags": []}),
        ),
        (
            base().company_tags_null(),
            json!({"url": url, "companyTags": null}),
        ),
        (
            base().company_tags(["a:b"]).company_tags_null(),
            json!({"url": url, "companyTags": null}),
        ),
        (
            base().event_types(empty),
            json!({"url": url, "eventTypes": []}),
        ),
    ];
    for (body, expected) in cases {
        client.webhooks().create_consumer(body).await.unwrap_err();
        let request = only_request(&server).await;
        assert_eq!(
            serde_json::from_slice::<Value>(&request.body).unwrap(),
            expected
        );
    }
}

#[tokio::test]
async fn sends_all_properties_of_a_rule_by_their_wire_names() {
    let (server, client) = accepting_server().await;
    let body = rule().company_id(RULE_ID).notifiers(
        codat_platform::models::WebhookNotifier::new()
            .emails(["a@example.org", "b@example.org"])
            .webhook("https://hooks.example.com/rules"),
    );
    client.webhooks().create(body).await.unwrap_err();
    let request = only_request(&server).await;
    assert_eq!(
        serde_json::from_slice::<Value>(&request.body).unwrap(),
        json!({
            "type": "DataSyncCompleted",
            "companyId": "c07a54f3-1e8d-4b29-a6f5-d24b80e93c17",
            "notifiers": {
                "emails": ["a@example.org", "b@example.org"],
                "webhook": "https://hooks.example.com/rules",
            },
        })
    );
}

#[tokio::test]
async fn keeps_the_path_of_the_base_url() {
    let (server, _) = accepting_server().await;
    let client = builder(format!("{}/proxy/codat/", server.uri()))
        .build()
        .unwrap();
    for operation in all() {
        operation.call(&client).await.unwrap_err();
        let request = only_request(&server).await;
        assert_eq!(
            request.url.path(),
            format!("/proxy/codat{}", operation.path)
        );
    }
}

#[tokio::test]
async fn headers_of_a_call_apply_only_to_it() {
    let (server, client) = accepting_server().await;
    for operation in all() {
        let options = CallOptions::new().header("x-trace", "abc");
        (operation.call)(&client, options).await.unwrap_err();
        assert_eq!(only_request(&server).await.headers["x-trace"], "abc");
        operation.call(&client).await.unwrap_err();
        assert!(!only_request(&server).await.headers.contains_key("x-trace"));
    }
}
