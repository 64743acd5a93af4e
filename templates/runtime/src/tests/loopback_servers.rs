//! Operations with servers of their own, on two servers of the loopback interface.

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::tests::support::{API, KEY, KEY_BASE64, LIST};
use crate::{Api, ApiKey, Call, ClientBuilder, Retry, ServerUrl, client_builder};

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let response = ResponseTemplate::new(204);
    Mock::given(any())
        .respond_with(response)
        .mount(&server)
        .await;
    server
}

/// A server of `Files` operations at this address.
fn files(at: &MockServer) -> ServerUrl {
    let files = ServerUrl::new("http://127.0.0.1:{port}/v2", &[("port", "1")], &["Files"]);
    files.variable("port", at.address().port().to_string())
}

/// A builder for an API at this address.
fn builder(api: &MockServer) -> ClientBuilder {
    let base_url = api.uri().leak();
    let api = Box::leak(Box::new(Api { base_url, ..API }));
    let builder = client_builder(api).api_key(ApiKey::new(KEY));
    builder.retry(Retry::none()).no_proxy()
}

/// The requests that a server has received: path and header with the key.
async fn received(server: &MockServer) -> Vec<(String, String)> {
    let requests = server.received_requests().await.unwrap();
    let requests = requests.iter().map(|request| {
        let key = request.headers.get("authorization").unwrap();
        let path = request.url.path().to_owned();
        (path, key.to_str().unwrap().to_owned())
    });
    requests.collect()
}

#[tokio::test]
async fn calls_and_their_keys_are_sent_to_the_server_of_the_operation() {
    let (main, own) = (server().await, server().await);
    let client = builder(&main).build().unwrap();
    Call::new(&client, &LIST).empty_response().await.unwrap();
    let call = Call::new(&client, &LIST).servers("Files", files(&own));
    call.empty_response().await.unwrap();
    let key = format!("Basic {KEY_BASE64}");
    assert_eq!(received(&main).await, [("/rules".to_owned(), key.clone())]);
    assert_eq!(received(&own).await, [("/v2/rules".to_owned(), key)]);
}

#[tokio::test]
async fn nothing_is_sent_to_the_server_of_the_operation_if_the_caller_sets_a_base_url() {
    let (main, own, test) = (server().await, server().await, server().await);
    let client = builder(&main).base_url(test.uri()).server(files(&own));
    let client = client.build().unwrap();
    let call = || Call::new(&client, &LIST).servers("Files", files(&own));
    call().empty_response().await.unwrap();
    let selected = call().select_server::<ServerUrl>(files(&own));
    selected.empty_response().await.unwrap();
    assert_eq!(received(&test).await.len(), 2);
    assert_eq!(received(&main).await.len(), 0);
    assert_eq!(received(&own).await.len(), 0);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_are_sent_to_the_selected_server() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let (main, own) = runtime.block_on(async { (server().await, server().await) });
    let client = builder(&main).build().unwrap();
    let call = Call::new(&client, &LIST).servers("Files", files(&main));
    let call = call.select_server::<ServerUrl>(files(&own));
    call.blocking(Call::empty_response).unwrap();
    assert_eq!(runtime.block_on(received(&own)).len(), 1);
    assert_eq!(runtime.block_on(received(&main)).len(), 0);
}
