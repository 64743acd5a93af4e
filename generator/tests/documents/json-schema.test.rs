//! Schemas that are read by the letter, and references by identity.

use golden_json_schema::models::{Holder, Letter};
use golden_json_schema::test_util::{MockResponse, MockTransport};
use golden_json_schema::{Client, Error};
use serde_json::{Value, json};

/// The response, and the body that is sent for it.
fn exchange(value: &Value) -> Result<(Holder, Value), Error> {
    let response = MockResponse::json(200, value);
    let mock = MockTransport::new([response.clone(), response]);
    let client = Client::builder().mock_transport(&mock).build()?;
    let post = |body| crate::ready(client.letters().post_letter(body).send());
    let found = post(Holder::new())?;
    post(found.clone())?;
    let sent = mock.requests().pop().and_then(|request| request.json());
    Ok((found, sent.unwrap_or_default()))
}

#[test]
fn every_valid_value_is_kept() {
    for value in [
        json!({"letter": {"a": "b"}}),
        json!({"letter": {"a": "b", "more": [1]}}),
        json!({"letter": {"a": "b", "b": [1], "c": "text"}}),
        json!({"letter": {"a": "b", "b": "no array", "c": null}}),
        json!({"letter": 12}),
        json!({"letter": null}),
        json!({"letter": ["a"]}),
        json!({"tree": {"value": {"leaf": "a"}, "children": [{"value": {}, "children": [], "kind": "oak"}]}}),
        json!({"tree": {"value": {}, "parent": {"value": {}}, "other": {"tree": {"value": {}}}}}),
        json!({"forest": {"a": {"value": {"leaf": "b"}}}}),
        json!({"lists": [[], [[]]]}),
        json!({"true": null}),
        json!({"empty": {"a": null}, "never": [1, "a"]}),
    ] {
        let (_, sent) = exchange(&value).unwrap_or_else(|error| panic!("{value}: {error}"));
        assert_eq!(sent, value);
    }
}

#[test]
fn an_object_is_a_variant() {
    let (found, _) = exchange(&json!({"letter": {"a": "b"}})).unwrap();
    let letter = found.letter.into_option().unwrap();
    assert!(matches!(letter, Letter::Object(object) if object.a == "b"));
}
