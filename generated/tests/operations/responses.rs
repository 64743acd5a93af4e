//! Success responses as the document describes them.

use codat_platform::{Client, models};
use serde_json::{Value, json};
use uuid::uuid;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::absent::without_absent;
use crate::docs;
use crate::support::builder;
use crate::table::{RULE_ID, WEBHOOK_ID, all, consumer, rule};

/// A server with one response for one operation, which must be called once.
async fn server_with_response(
    verb: &str,
    route: &str,
    status: u16,
    body: Option<Value>,
) -> (MockServer, Client) {
    let server = MockServer::start().await;
    set_response(&server, (verb, route), status, body).await;
    let client = builder(server.uri()).build().unwrap();
    (server, client)
}

/// Replaces the response of the server.
async fn set_response(
    server: &MockServer,
    (verb, route): (&str, &str),
    status: u16,
    body: Option<Value>,
) {
    let response = ResponseTemplate::new(status).insert_header("x-rate-limit-remaining", "998");
    let response = match body {
        Some(body) => response.set_body_json(body),
        None => response,
    };
    server.verify().await;
    server.reset().await;
    Mock::given(method(verb))
        .and(path(route))
        .respond_with(response)
        .expect(1)
        .mount(server)
        .await;
}

#[tokio::test]
async fn each_operation_accepts_a_minimal_success_response() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    for operation in all() {
        let route = (operation.method, operation.path);
        let body = serde_json::from_str(operation.sample).ok();
        set_response(&server, route, operation.success, body).await;
        let (status, headers, model) = operation.call(&client).await.unwrap();
        assert_eq!(status, operation.success);
        assert_eq!(headers["x-rate-limit-remaining"], "998");
        let sample = serde_json::from_str(operation.sample).unwrap_or(Value::Null);
        // A missing array and an empty one are the same in a received model.
        let empty = json!({"results": []});
        let expected = if sample == empty { json!({}) } else { sample };
        assert_eq!(model, expected, "{}", operation.id);
    }
}

#[tokio::test]
async fn each_operation_accepts_its_documented_examples() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    let mut count = 0;
    for operation in all() {
        for (status, example) in docs::response_examples(operation) {
            assert_eq!(status, operation.success, "{}", operation.id);
            let route = (operation.method, operation.path);
            let example: Value = serde_json::from_str(&example).unwrap();
            set_response(&server, route, status, Some(example.clone())).await;
            let (_, _, model) = operation.call(&client).await.unwrap();
            assert_eq!(without_absent(model), without_absent(example));
            count += 1;
        }
    }
    assert!(count > 40, "only {count} examples were found");
}

#[tokio::test]
async fn lists_consumers() {
    let body = json!({"results": [
        {
            "id": WEBHOOK_ID,
            "url": "https://hooks.example.com/codat",
            "disabled": false,
            "eventTypes": ["read.completed", "an.event.of.tomorrow"],
            "companyTags": ["region:nordics"],
            "aMemberOfTomorrow": {"is": "passed over"},
        },
        {"id": RULE_ID, "url": null, "disabled": null, "eventTypes": null, "companyTags": null},
        {"id": "00000000-0000-0000-0000-000000000000"},
    ]});
    let (_server, client) = server_with_response("GET", "/webhooks", 200, Some(body)).await;
    let consumers = client.webhooks().list_consumers().await.unwrap().results;

    assert_eq!(consumers.len(), 3);
    assert_eq!(consumers[0].id, WEBHOOK_ID);
    assert_eq!(
        consumers[0].url.as_deref(),
        Some("https://hooks.example.com/codat")
    );
    assert_eq!(consumers[0].disabled, Some(false));
    assert_eq!(
        consumers[0].event_types,
        ["read.completed", "an.event.of.tomorrow"]
    );
    assert_eq!(consumers[0].company_tags, ["region:nordics"]);
    for (consumer, id) in consumers[1..].iter().zip([RULE_ID, uuid::Uuid::nil()]) {
        assert_eq!(
            (consumer.id, &consumer.url, consumer.disabled),
            (id, &None, None)
        );
        assert!(consumer.event_types.is_empty() && consumer.company_tags.is_empty());
    }
}

#[tokio::test]
async fn creates_and_deletes_a_consumer() {
    let body = json!({"id": WEBHOOK_ID, "eventTypes": ["read.completed"], "disabled": true});
    let (_server, client) = server_with_response("POST", "/webhooks", 201, Some(body)).await;
    let created = client.webhooks().create_consumer(consumer()).await.unwrap();
    assert_eq!((created.id, created.disabled), (WEBHOOK_ID, Some(true)));
    assert_eq!(created.event_types, ["read.completed"]);

    let route = format!("/webhooks/{WEBHOOK_ID}");
    let (_server, client) = server_with_response("DELETE", &route, 204, None).await;
    let () = client.webhooks().delete_consumer(created.id).await.unwrap();
}

#[tokio::test]
async fn returns_the_zapier_key() {
    let route = "/webhooks/integrationKeys/zapier";
    let body = json!({"key": "sk_integ_not-a-real-key.eu"});
    let (_server, client) = server_with_response("POST", route, 201, Some(body)).await;
    let key = client
        .webhooks()
        .rotate_zapier_key()
        .await
        .unwrap()
        .key
        .unwrap();
    assert_eq!(key.expose(), "sk_integ_not-a-real-key.eu");

    let (_server, client) =
        server_with_response("POST", route, 201, Some(json!({"key": null}))).await;
    assert_eq!(
        client.webhooks().rotate_zapier_key().await.unwrap().key,
        None
    );
}

#[tokio::test]
async fn lists_a_page_of_rules() {
    let body = json!({
        "results": [
            {
                "id": RULE_ID,
                "type": "Data sync completed",
                "companyId": null,
                "notifiers": {"emails": [], "webhook": "https://hooks.example.com/rules"},
            },
            {"type": "any other", "notifiers": {}},
        ],
        "pageNumber": 2,
        "pageSize": 2,
        "totalResults": 5_000_000_000_i64,
        "_links": {
            "self": {"href": "/rules"},
            "current": {"href": "/rules?page=2&pageSize=2"},
            "next": {"href": "/rules?page=3&pageSize=2"},
            "previous": null,
        },
    });
    let (_server, client) = server_with_response("GET", "/rules", 200, Some(body)).await;
    let page = client.webhooks().list().page(2).page_size(2).await.unwrap();

    assert_eq!(
        (page.page_number, page.page_size, page.total_results),
        (2, 2, 5_000_000_000)
    );
    assert_eq!(page.links.self_.href.as_deref(), Some("/rules"));
    assert_eq!(
        page.links.current.href.as_deref(),
        Some("/rules?page=2&pageSize=2")
    );
    assert_eq!(
        page.links.next.unwrap().href.as_deref(),
        Some("/rules?page=3&pageSize=2")
    );
    assert!(page.links.previous.is_none());
    let [first, second] = &page.results[..] else {
        panic!("{:?}", page.results)
    };
    assert_eq!((first.id, first.company_id), (Some(RULE_ID), None));
    assert_eq!(first.r#type, "Data sync completed");
    assert_eq!(first.notifiers.emails, Some(vec![]));
    assert_eq!(
        first.notifiers.webhook.as_deref(),
        Some("https://hooks.example.com/rules")
    );
    assert_eq!(
        (second.id, &second.notifiers),
        (None, &models::WebhookNotifier::new())
    );
}

#[tokio::test]
async fn creates_and_gets_a_rule() {
    let company = uuid!("2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46");
    let body = json!({
        "id": RULE_ID,
        "type": "DataSyncCompleted",
        "companyId": company,
        "notifiers": {"emails": ["finance@example.org"]},
    });
    let (_server, client) = server_with_response("POST", "/rules", 200, Some(body.clone())).await;
    let created = client
        .webhooks()
        .create(rule().company_id(company))
        .await
        .unwrap();
    assert_eq!(
        (created.id, created.company_id),
        (Some(RULE_ID), Some(company))
    );
    let route = format!("/rules/{RULE_ID}");
    let (_server, client) = server_with_response("GET", &route, 200, Some(body)).await;
    assert_eq!(client.webhooks().get(RULE_ID).await.unwrap(), created);
}
