//! What the crate of `whole-query.yaml` sends.

use golden_whole_query::Client;
use golden_whole_query::models::Filter;
use golden_whole_query::test_util::{MockResponse, MockTransport};

use crate::ready;

fn client() -> (Client, MockTransport) {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::status(204));
    let client = Client::builder().mock_transport(&mock).build().unwrap();
    (client, mock)
}

fn filter() -> Filter {
    Filter::new("a b&c").sizes([1, 2]).colors(["red", "blue"])
}

/// The URL of the only request, without the server.
fn sent(mock: &MockTransport) -> String {
    let url = mock.requests()[0].uri.to_string();
    url.strip_prefix("https://example.com").unwrap().to_owned()
}

#[test]
fn a_form_is_the_query() {
    let (client, mock) = client();
    ready(client.things().find_form(filter()).send()).unwrap();
    let expected = "/form?name=a+b%26c&sizes=1%7C2&colors=red&colors=blue";
    assert_eq!(sent(&mock), expected);
}

#[test]
fn a_form_without_a_value_is_no_query() {
    let (client, mock) = client();
    ready(client.things().find_free().send()).unwrap();
    assert_eq!(sent(&mock), "/free");
}

#[test]
fn json_is_the_query() {
    let (client, mock) = client();
    let filter = Filter::new("a b");
    ready(client.things().find_json().filter(filter).send()).unwrap();
    assert_eq!(sent(&mock), "/json?%7B%22name%22%3A%22a%20b%22%7D");
}

#[test]
fn text_is_the_query() {
    let (client, mock) = client();
    ready(client.things().find_text("$.a&b").send()).unwrap();
    assert_eq!(sent(&mock), "/text?%24.a%26b");
}
