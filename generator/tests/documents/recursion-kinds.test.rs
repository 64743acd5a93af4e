//! Values of recursive schemas on the wire.

use golden_recursion_kinds::models::Holder;
use golden_recursion_kinds::test_util::{MockResponse, MockTransport};
use golden_recursion_kinds::{Client, Error};
use serde_json::{Value, json};

/// What is sent after it was received.
fn exchange(value: &Value) -> Result<Value, Error> {
    let response = MockResponse::json(200, value);
    let mock = MockTransport::new([response.clone(), response]);
    let client = Client::builder().mock_transport(&mock).build()?;
    let post = |body| crate::ready(client.holders().post_holder(body).send());
    let found = post(Holder::new())?;
    post(found)?;
    let sent = mock.requests().pop().and_then(|request| request.json());
    Ok(sent.unwrap_or_default())
}

#[test]
fn nested_values_are_kept() {
    let sum = json!({"left": "1", "right": {"left": "2", "right": "3"}});
    for value in [
        json!({"expression": sum}),
        json!({"merged": {"name": "a", "parent": {"name": "b", "parent": {}}}}),
        json!({"inline": {"again": {"again": {}}}}),
        json!({"alias": {"next": {"next": {}}}}),
        json!({"list": {"items": [{"items": [{}]}]}}),
        json!({"map": {"byName": {"a": {"byName": {"b": {}}}}}}),
        json!({"additional": {"name": "a", "b": {"name": "c", "d": {}}}}),
        json!({"prefix": ["a", ["b", ["c", []]]]}),
        json!({"several": ["a", ["b", []], []]}),
        json!({"several": "a"}),
    ] {
        let sent = exchange(&value).unwrap_or_else(|error| panic!("{value}: {error}"));
        assert_eq!(sent, value);
    }
}
