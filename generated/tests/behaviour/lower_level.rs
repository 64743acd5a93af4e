//! Lower-level access to requests and responses.

use std::future::poll_fn;
use std::pin::Pin;

use codat_platform::http_body::Body as _;
use codat_platform::models::CompanyRequestBody;
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{Body, BoxError, CallOptions};

use crate::api::{COMPANY, call, company, failure, mock_client, success};
use crate::growing::with_growing_timeout;
use crate::server::{Server, Step, respond};
use crate::support::BASIC;

#[tokio::test]
async fn sets_headers_and_query_parameters_of_one_call() {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::json(200, &serde_json::json!({"results": []})));
    let client = mock_client(&mock);
    let options = CallOptions::new()
        .header("x-tenant", "north")
        .query("beta", "a b&c")
        .query("beta", "ü");
    let _ = client
        .companies()
        .list()
        .page(2)
        .with(options)
        .send_raw()
        .await
        .unwrap();
    let _ = client.companies().list().send_raw().await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].header("x-tenant"), Some("north"));
    assert_eq!(
        requests[0].uri,
        "https://api.codat.io/companies?page=2&beta=a%20b%26c&beta=%C3%BC"
    );
    assert_eq!(requests[1].header("x-tenant"), None);
    assert_eq!(requests[1].uri, "https://api.codat.io/companies");
}

#[tokio::test]
async fn sets_the_base_url_of_one_call() {
    let mock = MockTransport::default();
    mock.fallback(success());
    let client = mock_client(&mock);
    let options = CallOptions::new().base_url("http://127.0.0.1:9/proxy/");
    call(&client, "GET", options).await.unwrap();
    call(&client, "GET", CallOptions::new()).await.unwrap();
    let requests = mock.requests();
    assert_eq!(
        requests[0].uri.to_string(),
        format!("http://127.0.0.1:9/proxy/companies/{COMPANY}")
    );
    assert_eq!(requests[1].uri.host(), Some("api.codat.io"));
}

#[tokio::test]
async fn builds_a_request_without_sending_it() {
    let mock = MockTransport::new([success()]);
    let client = mock_client(&mock);
    let body = CompanyRequestBody::new("Acme");
    let request = client.companies().create(body.clone()).build().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://api.codat.io/companies");
    assert_eq!(request.headers()["authorization"], BASIC);
    assert!(request.headers().contains_key("idempotency-key"));
    assert_eq!(request.body().as_bytes().unwrap(), "{\"name\":\"Acme\"}");
    assert!(mock.requests().is_empty());
    // The same request as the one that is sent, except for the idempotency key.
    client.companies().create(body).await.unwrap();
    let sent = mock.requests().remove(0);
    let mut built = request.headers().clone();
    let mut headers = sent.headers.clone();
    built.remove("idempotency-key");
    headers.remove("idempotency-key");
    assert_eq!(built, headers);
    let options = CallOptions::new().header("bad name", "x");
    let call = client.companies().get(COMPANY).with(options);
    assert!(call.build().unwrap_err().is_invalid_request());
}

#[tokio::test]
async fn returns_the_raw_body() {
    let mock = MockTransport::new([
        failure(503),
        MockResponse::status(200).body("not even JSON"),
        failure(404),
    ]);
    let client = mock_client(&mock);
    let reply = client.companies().get(COMPANY).send_raw().await.unwrap();
    assert_eq!(
        (reply.attempts(), &reply.body()[..]),
        (2, &b"not even JSON"[..])
    );
    let error = client
        .companies()
        .get(COMPANY)
        .send_raw()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}

/// Reads a body frame by frame.
async fn read(body: &mut Body) -> Result<Vec<u8>, BoxError> {
    let mut read = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            read.extend_from_slice(&data);
        }
    }
    Ok(read)
}

#[tokio::test]
async fn streams_the_body() {
    let body = company().to_string();
    let steps = [respond(503, "", ""), respond(200, "", &body)];
    let server = Server::new(steps).await;
    let client = crate::api::client(server.url());
    let reply = client.companies().get(COMPANY).send_stream().await.unwrap();
    assert_eq!((reply.status().as_u16(), reply.attempts()), (200, 2));
    assert_eq!(read(&mut reply.into_body()).await.unwrap(), body.as_bytes());
}

#[tokio::test]
async fn a_call_limits_the_size_of_its_body() {
    let body = company().to_string();
    let server = Server::new(std::iter::repeat_n(respond(200, "", &body), 3)).await;
    let client = crate::api::client(server.url());
    let bounded = |bytes| {
        let options = CallOptions::new().max_body_size(bytes);
        client.companies().get(COMPANY).with(options)
    };
    let error = bounded(body.len() - 1).send_stream().await.unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    let error = bounded(body.len() - 1).await.unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    let mut whole = bounded(body.len()).send_stream().await.unwrap().into_body();
    assert_eq!(whole.chunk().await.unwrap().unwrap(), body.as_bytes());
    assert!(whole.chunk().await.is_none());
}

#[tokio::test]
async fn a_stalled_stream_is_an_error() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nstart".to_vec();
    let server = Server::new([Step::SendAndStall(head)]).await;
    let client = crate::api::client(server.url());
    let get = async |timeout| {
        let options = CallOptions::new().attempt_timeout(timeout);
        client
            .companies()
            .get(COMPANY)
            .with(options)
            .send_stream()
            .await
    };
    let (timeout, reply) = with_growing_timeout(get, Result::is_ok).await;
    let mut body = reply.unwrap().into_body();
    let error = read(&mut body).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("no data of the body arrived within {timeout:?}")
    );
    // Further reads return the end of the body.
    assert!(read(&mut body).await.unwrap().is_empty());
    server.hung_up(1).await;
}

#[tokio::test]
async fn reads_an_error_response_completely() {
    let mock = MockTransport::new([failure(404)]);
    let call = mock_client(&mock).companies().get(COMPANY).send_stream();
    let error = call.await.unwrap_err();
    assert_eq!(error.message(), Some("It broke"));
}
