//! Where the calls of `servers-relative.yaml` are sent.

use golden_servers_relative::servers::{PatchBServer, Preview, Stable};
use golden_servers_relative::test_util::{MockResponse, MockTransport};
use golden_servers_relative::{Client, ClientBuilder};

use crate::ready;

/// The URLs of the calls of all operations.
fn urls(builder: ClientBuilder) -> Vec<String> {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::status(204));
    let client = builder.mock_transport(&mock).build().unwrap();
    let files = client.files();
    ready(files.get_a().send()).unwrap();
    ready(files.get_b().send()).unwrap();
    ready(files.put_b().send()).unwrap();
    ready(files.post_b().send()).unwrap();
    ready(files.patch_b().send()).unwrap();
    let requests = mock.requests();
    requests.iter().map(|one| one.uri.to_string()).collect()
}

#[test]
fn relative_servers_are_resolved_against_the_base_url() {
    let builder = || Client::builder().base_url("https://a.example/api");
    let expected = [
        "https://a.example/api/a",
        "https://a.example/v2/b",
        "https://a.example/api/b",
        "https://a.example/api/b",
        "https://a.example/files/b",
    ];
    assert_eq!(urls(builder()), expected);
    let selected = urls(builder().server(Stable::new()));
    assert_eq!(selected[0], "https://a.example/v1/a");
    let selected = urls(builder().server(Preview::new().stage("gamma")));
    assert_eq!(selected[0], "https://a.example/api/gamma/v1/a");
    let endpoint = PatchBServer::new().endpoint("/x");
    assert_eq!(
        urls(builder().server(endpoint))[4],
        "https://a.example/x/files/b"
    );
}

#[test]
fn a_client_without_a_base_url_says_what_to_set() {
    for builder in [Client::builder(), Client::builder().server(Stable::new())] {
        let built = builder.mock_transport(&MockTransport::default()).build();
        let error = built.unwrap_err().to_string();
        assert!(
            error.contains("`/v1`") && error.contains("`base_url`"),
            "{error}"
        );
    }
}
