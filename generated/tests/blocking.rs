//! Blocking calls, for programs without an async runtime.

#![cfg(test)]
#![cfg(all(feature = "blocking", feature = "hyper"))]

use std::thread;
use std::time::Duration;

use codat_platform::models::{Company, WebhookConsumerPrototype};
use codat_platform::{ApiKey, CallOptions, Client, Error};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const ID: &str = "8a210b68-6988-11ed-a1eb-0242ac120002";

/// A runtime for the server, whose threads run while the test blocks.
fn server_runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

fn client(server: &MockServer) -> Client {
    // The server is on this machine, so a proxy from the environment must not be used.
    let builder = Client::builder().api_key(ApiKey::new("a-key")).no_proxy();
    builder.base_url(server.uri()).build().unwrap()
}

fn company(name: &str) -> Value {
    json!({
        "id": ID,
        "name": name,
        "redirect": "https://link.example.com/company/8a210b68",
        "created": "2024-05-01T10:00:00Z",
    })
}

/// A server of two pages with one company each.
async fn serve_companies() -> MockServer {
    let server = MockServer::start().await;
    for (number, name) in [("1", "Toft"), ("2", "Lund")] {
        let body = json!({
            "results": [company(name)],
            "pageNumber": number.parse::<i64>().unwrap(),
            "pageSize": 1,
            "totalResults": 2,
            "_links": {
                "self": {"href": "/companies"},
                "current": {"href": "/companies"},
            },
        });
        Mock::given(method("GET"))
            .and(path("/companies"))
            .and(query_param("page", number))
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&server)
            .await;
    }
    server
}

#[test]
fn a_blocking_call_returns_its_model() {
    let runtime = server_runtime();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let body = json!({"id": ID, "url": "https://hooks.example.com"});
        Mock::given(method("POST"))
            .and(path("/webhooks"))
            .respond_with(ResponseTemplate::new(201).set_body_json(body))
            .mount(&server)
            .await;
        Mock::given(method("DELETE"))
            .and(path(format!("/webhooks/{ID}")))
            .respond_with(ResponseTemplate::new(204))
            .mount(&server)
            .await;
        server
    });
    let client = client(&server);
    let consumer = WebhookConsumerPrototype::new().url("https://hooks.example.com");
    let created = client
        .webhooks()
        .create_consumer(consumer)
        .send_blocking()
        .unwrap();
    assert_eq!(created.id.to_string(), ID);
    let deleted = client
        .webhooks()
        .delete_consumer(created.id)
        .with_response_blocking();
    assert_eq!(deleted.unwrap().status(), 204);
    // An invalid call is reported, and nothing is sent.
    let broken = CallOptions::new().header("not a name", "value");
    let refused = client.companies().list().with(broken);
    assert!(refused.send_blocking().unwrap_err().is_invalid_request());
    assert_eq!(
        runtime.block_on(server.received_requests()).unwrap().len(),
        2
    );
}

#[test]
fn pages_and_items_are_iterators() {
    let runtime = server_runtime();
    let server = runtime.block_on(serve_companies());
    let client = client(&server);
    let list = || client.companies().list().page(1);
    let companies: Vec<Company> = list()
        .items_blocking()
        .collect::<Result<_, Error>>()
        .unwrap();
    let names: Vec<&str> = companies
        .iter()
        .map(|company| company.name.as_str())
        .collect();
    assert_eq!(names, ["Toft", "Lund"]);
    assert_eq!(list().pages_blocking().count(), 2);
    // Pages are requested on demand.
    assert!(list().items_blocking().next().unwrap().is_ok());
    assert_eq!(
        runtime.block_on(server.received_requests()).unwrap().len(),
        5
    );
    let raw = list().send_raw_blocking().unwrap();
    assert!(raw.body().starts_with(b"{"), "{raw:?}");
}

#[test]
fn threads_share_a_client() {
    let runtime = server_runtime();
    let server = runtime.block_on(serve_companies());
    let client = client(&server);
    thread::scope(|scope| {
        for number in [1, 2, 1, 2, 1, 2, 1, 2] {
            let client = &client;
            scope.spawn(move || {
                let page = client
                    .companies()
                    .list()
                    .page(number)
                    .send_blocking()
                    .unwrap();
                assert_eq!(page.page_number, i64::from(number));
            });
        }
    });
}

#[test]
fn a_call_in_an_async_task_is_an_error_and_nothing_is_sent() {
    let runtime = server_runtime();
    let server = runtime.block_on(serve_companies());
    let client = client(&server);
    let current = Builder::new_current_thread().enable_all().build().unwrap();
    for inside in [&runtime, &current] {
        inside.block_on(async {
            let list = || client.companies().list();
            for error in [
                list().send_blocking().unwrap_err(),
                list().with_response_blocking().unwrap_err(),
                list().pages_blocking().next().unwrap().unwrap_err(),
                list().items_blocking().next().unwrap().unwrap_err(),
            ] {
                assert!(error.is_invalid_request(), "{error:?}");
                assert_eq!(error.operation(), Some("list-companies"));
                assert!(error.to_string().contains("use `.await`"), "{error}");
            }
        });
    }
    assert_eq!(
        runtime.block_on(server.received_requests()).unwrap().len(),
        0
    );
}

#[test]
fn a_late_response_is_a_timeout() {
    let runtime = server_runtime();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let late = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
        Mock::given(method("GET"))
            .respond_with(late)
            .mount(&server)
            .await;
        server
    });
    let short = CallOptions::new().timeout(Duration::from_millis(100));
    let call = client(&server).companies().list().with(short);
    assert!(call.send_blocking().unwrap_err().is_timeout());
}

#[test]
fn a_blocking_wait_repeats_the_call() {
    let runtime = server_runtime();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        for (status, times) in [("Pending", 2), ("Success", 1)] {
            let body = json!({
                "changes": [], "companyId": ID, "pushOperationKey": ID, "dataConnectionKey": ID,
                "requestedOnUtc": "2026-03-04T06:12:45Z", "status": status, "statusCode": 200,
            });
            Mock::given(method("GET"))
                .and(path(format!("/companies/{ID}/push/{ID}")))
                .respond_with(ResponseTemplate::new(200).set_body_json(body))
                .up_to_n_times(times)
                .expect(times)
                .mount(&server)
                .await;
        }
        server
    });
    let id = ID.parse().unwrap();
    let wait = client(&server).push_data().get_operation(id, id).wait();
    let operation = wait
        .interval(Duration::from_millis(10))
        .send_blocking()
        .unwrap();
    assert_eq!(operation.status.as_str(), "Success");
    runtime.block_on(server.verify());
}
