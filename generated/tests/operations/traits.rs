//! Clients and calls can be shared, cloned and moved to other tasks.

use codat_platform::{ApiKey, CallOptions, Client, Error, Response, models, resources};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::builder;
use crate::table::{Operation, RULE_ID, SEVEN, WEBHOOK_ID, all, consumer, rule};

fn shared<T: Send + Sync + 'static>() {}

#[test]
fn clients_can_be_shared_and_cloned() {
    fn client<T: Send + Sync + Clone + 'static>() {}
    client::<Client>();
    client::<resources::companies::Companies>();
    client::<resources::connection_management::ConnectionManagement>();
    client::<resources::connections::Connections>();
    client::<resources::cors::Cors>();
    client::<resources::custom_data_type::CustomDataType>();
    client::<resources::integrations::Integrations>();
    client::<resources::push_data::PushData>();
    client::<resources::read_data::ReadData>();
    client::<resources::refresh_data::RefreshData>();
    client::<resources::settings::Settings>();
    client::<resources::supplemental_data::SupplementalData>();
    client::<resources::webhooks::Webhooks>();
    client::<ApiKey>();
    client::<CallOptions>();
    shared::<Error>();
    shared::<Response<models::WebhookConsumers>>();
}

#[test]
fn calls_and_their_futures_can_move_to_another_task() {
    fn moves<T: Send + 'static>(_: T) {}
    fn ways<C: IntoFuture<IntoFuture: Send + 'static> + Send + Sync + 'static>(call: C) {
        moves(call.into_future());
    }
    let client = builder("http://127.0.0.1:9").build().unwrap();
    let webhooks = client.webhooks();
    ways(webhooks.list_consumers());
    ways(webhooks.create_consumer(consumer()));
    ways(webhooks.delete_consumer(WEBHOOK_ID));
    ways(webhooks.rotate_zapier_key());
    ways(webhooks.list());
    ways(webhooks.create(rule()));
    ways(webhooks.get(RULE_ID));
    moves(webhooks.list_consumers().send());
    moves(webhooks.list_consumers().with_response());
}

/// A server with these operations, each of which must be called once.
async fn server(operations: impl Iterator<Item = &'static Operation>) -> MockServer {
    let server = MockServer::start().await;
    for operation in operations {
        let response = ResponseTemplate::new(operation.success)
            .set_body_raw(operation.sample, "application/json");
        Mock::given(method(operation.method))
            .and(path(operation.path))
            .respond_with(response)
            .expect(1)
            .mount(&server)
            .await;
    }
    server
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_operations_can_run_concurrently_in_their_own_tasks() {
    let server = server(all()).await;
    // The client is dropped before the first response arrives: each call owns what it needs.
    let tasks: Vec<_> = {
        let client = builder(server.uri()).build().unwrap();
        all()
            .map(|operation| tokio::spawn(operation.call(&client)))
            .collect()
    };
    for (task, operation) in tasks.into_iter().zip(all()) {
        assert_eq!(task.await.unwrap().unwrap().0, operation.success);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_can_be_spawned() {
    let server = server([&SEVEN[0], &SEVEN[2]].into_iter()).await;
    let client = builder(server.uri()).build().unwrap();
    let listing = tokio::spawn(client.webhooks().list_consumers().into_future());
    let deleting = client.webhooks().delete_consumer(WEBHOOK_ID);
    let deleting = tokio::spawn(async move { deleting.await });
    listing.await.unwrap().unwrap();
    deleting.await.unwrap().unwrap();
}

#[test]
fn a_call_that_is_not_awaited_sends_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let server = MockServer::start().await;
        let client = builder(server.uri()).build().unwrap();
        drop(client.webhooks().rotate_zapier_key());
        drop(client.webhooks().rotate_zapier_key().send());
        drop(client.webhooks().rotate_zapier_key().into_future());
        assert!(server.received_requests().await.unwrap().is_empty());
    });
}
