//! Servers of operations, and servers that the caller selects.

use crate::tests::support::{API, KEY, LIST};
use crate::{
    ApiKey, Call, CallOptions, ClientBuilder, MockResponse, MockTransport, ServerUrl,
    client_builder,
};

const OWN: &str = "https://files.invalid/v2/";

fn builder() -> ClientBuilder {
    client_builder(&API).api_key(ApiKey::new(KEY))
}

/// The URL of a call whose operation has its own server.
async fn url(builder: ClientBuilder, options: CallOptions) -> String {
    let mock = MockTransport::new([MockResponse::status(204)]);
    let client = builder.mock_transport(&mock).build().unwrap();
    let call = Call::new(&client, &LIST).server(OWN).with(options);
    call.empty_response().await.unwrap();
    mock.requests().remove(0).uri.to_string()
}

#[tokio::test]
async fn an_operation_has_its_own_server() {
    let own = url(builder(), CallOptions::new()).await;
    assert_eq!(own, "https://files.invalid/v2/rules");
}

#[tokio::test]
async fn a_base_url_of_the_caller_takes_precedence() {
    let builder = || builder().base_url("http://localhost:1/test");
    let of_client = url(builder(), CallOptions::new()).await;
    assert_eq!(of_client, "http://localhost:1/test/rules");
    let options = CallOptions::new().base_url("http://localhost:2");
    assert_eq!(
        url(builder(), options.clone()).await,
        "http://localhost:2/rules"
    );
    assert_eq!(
        url(self::builder(), options).await,
        "http://localhost:2/rules"
    );
}

#[test]
fn variables_are_replaced_in_the_url() {
    let server = ServerUrl::new(
        "https://{region}.example.com:{port}/{base}",
        &[("region", "eu"), ("port", "443"), ("base", "")],
    );
    assert_eq!(server.url(), "https://eu.example.com:443/");
    let server = server.variable("region", "us").variable("base", "v{2}");
    assert_eq!(server.url(), "https://us.example.com:443/v{2}");
}

#[tokio::test]
async fn a_selected_server_is_the_base_url() {
    let mock = MockTransport::new([MockResponse::status(204)]);
    let server = ServerUrl::new("https://{region}.example.com", &[("region", "eu")]);
    let client = builder()
        .server(server)
        .mock_transport(&mock)
        .build()
        .unwrap();
    Call::new(&client, &LIST).empty_response().await.unwrap();
    assert_eq!(mock.requests()[0].uri, "https://eu.example.com/rules");
    let invalid = ServerUrl::new("https://{region}.example.com", &[("region", "a b")]);
    assert!(
        builder()
            .server(invalid)
            .mock_transport(&mock)
            .build()
            .is_err()
    );
}
