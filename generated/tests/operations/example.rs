//! The crate's example, run against a server that stores consumers.

use std::sync::{Arc, Mutex};

use codat_platform::models::WebhookConsumer;
use serde_json::{Value, json};
use wiremock::matchers::{method, path, path_regex};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{BASIC, KEY, builder};
use crate::table::{RULE_ID, WEBHOOK_ID};

#[path = "../../examples/webhook_consumers.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod webhook_consumers;

type Consumers = Arc<Mutex<Vec<Value>>>;

/// Handles `POST /webhooks`.
fn create(consumers: &Consumers, request: &Request) -> ResponseTemplate {
    let mut consumer: Value = serde_json::from_slice(&request.body).unwrap();
    consumer["id"] = json!(WEBHOOK_ID);
    consumers.lock().unwrap().push(consumer.clone());
    ResponseTemplate::new(201).set_body_json(consumer)
}

/// Handles `DELETE /webhooks/{webhookId}`.
fn delete(consumers: &Consumers, request: &Request) -> ResponseTemplate {
    let id = request.url.path().rsplit('/').next().unwrap();
    let mut consumers = consumers.lock().unwrap();
    let before = consumers.len();
    consumers.retain(|consumer| consumer["id"] != id);
    ResponseTemplate::new(if consumers.len() < before { 204 } else { 404 })
}

/// A server with one consumer. Without `listing`, the list operation fails.
async fn server(listing: bool) -> (MockServer, Consumers) {
    let server = MockServer::start().await;
    let before = json!({"id": RULE_ID, "url": "https://hooks.example.com/before"});
    let consumers: Consumers = Arc::new(Mutex::new(vec![before]));
    let (for_create, for_list, for_delete) =
        (consumers.clone(), consumers.clone(), consumers.clone());
    Mock::given(method("POST"))
        .and(path("/webhooks"))
        .respond_with(move |request: &Request| create(&for_create, request))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/webhooks"))
        .respond_with(move |_: &Request| {
            let results = for_list.lock().unwrap().clone();
            let status = if listing { 200 } else { 503 };
            ResponseTemplate::new(status).set_body_json(json!({"results": results}))
        })
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(path_regex("^/webhooks/[0-9a-f-]{36}$"))
        .respond_with(move |request: &Request| delete(&for_delete, request))
        .expect(1)
        .mount(&server)
        .await;
    (server, consumers)
}

fn ids(consumers: &Consumers) -> Vec<uuid::Uuid> {
    let consumers = consumers.lock().unwrap().clone();
    let read = |value| serde_json::from_value::<WebhookConsumer>(value).unwrap().id;
    consumers.into_iter().map(read).collect()
}

#[tokio::test]
async fn deletes_only_what_it_created() {
    let (server, consumers) = server(true).await;
    let client = builder(server.uri()).build().unwrap();
    let mut printed = Vec::new();
    webhook_consumers::run(&client, &mut printed).await.unwrap();
    assert_eq!(ids(&consumers), [RULE_ID]);

    let printed = String::from_utf8(printed).unwrap();
    let id = WEBHOOK_ID.to_string();
    assert!(printed.contains(&format!("created {id}")), "{printed}");
    assert!(
        printed.contains("https://hooks.example.com/before"),
        "{printed}"
    );
    assert!(printed.contains(&format!("deleted {id}")), "{printed}");
    assert!(
        !printed.contains(KEY) && !printed.contains(BASIC),
        "{printed}"
    );
}

#[tokio::test]
async fn deletes_what_it_created_even_if_listing_fails() {
    let (server, consumers) = server(false).await;
    let client = builder(server.uri()).build().unwrap();
    let error = webhook_consumers::run(&client, &mut Vec::new())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("503"), "{error}");
    assert_eq!(ids(&consumers), [RULE_ID]);
}
