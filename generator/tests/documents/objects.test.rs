//! Values of objects and arrays on the wire.

use golden_objects::models::Place;
use golden_objects::test_util::{MockResponse, MockTransport};
use golden_objects::{Client, Error};
use serde_json::{Value, json};

/// The response, and the body that is sent for it.
fn exchange(value: &Value) -> Result<(Place, Value), Error> {
    let response = MockResponse::json(200, value);
    let mock = MockTransport::new([response.clone(), response]);
    let client = Client::builder().mock_transport(&mock).build()?;
    let post = |body| crate::ready(client.places().post_place(body).send());
    let found = post(Place::new(1.0))?;
    post(found.clone())?;
    let sent = mock.requests().pop().and_then(|request| request.json());
    Ok((found, sent.unwrap_or_default()))
}

fn assert_kept(property: &str, value: &Value) {
    let whole = json!({"lat": 0.5, property: value});
    let (_, sent) = exchange(&whole).unwrap_or_else(|error| panic!("{whole}: {error}"));
    assert_eq!(sent, whole);
}

#[test]
fn unlisted_properties_are_kept_where_the_document_allows_them() {
    assert_kept("more", &json!([1, {"a": null}]));
    assert_kept("nothing", &Value::Null);
    // `code` is only in `required`.
    assert_kept("coded", &json!({"a": "b", "code": [1]}));
    assert_kept("coded", &json!({"a": "b"}));
    assert_kept(
        "problem",
        &json!({"title": "a", "additionalProperties": "b", "more": 1}),
    );
    assert_kept(
        "bag",
        &json!({"by": {"x-a": "b", "other": [1], "null": null}}),
    );
    assert_kept("bag", &json!({"both": {"s_a": "b", "i_a": 1}}));
    assert_kept("bag", &json!({"mix": {"a": "b", "n": 1, "other": "c"}}));
    assert_kept("bag", &json!({"listed": {"a": 1, "b": "c"}}));
    assert_kept("bag", &json!({"rest": {"a": "b", "c": 1}}));
    assert_kept("bag", &json!({"beside": {"a": "b", "c": 0.5}}));
    assert_kept("bag", &json!({"free": {"a": [null]}}));
    assert_kept("bag", &json!({"judged": {"a": "b", "b": "c", "d": 1}}));
    assert_kept("bag", &json!({"all": {"a": 1}, "one": {"a": 2}}));
    let (found, _) = exchange(&json!({"lat": 0.5, "more": 1})).unwrap();
    assert_eq!(found.additional_properties["more"], 1);
    let place = Place::new(0.5).additional_properties(found.additional_properties);
    assert_eq!(
        serde_json::to_value(place).unwrap(),
        json!({"lat": 0.5, "more": 1})
    );
}

#[test]
fn properties_that_the_document_does_not_mention_are_ignored() {
    let (_, sent) = exchange(&json!({"lat": 0.5, "closed": {"a": "b", "c": 1}})).unwrap();
    assert_eq!(sent, json!({"lat": 0.5, "closed": {"a": "b"}}));
}

#[test]
fn arrays_with_a_prefix_keep_their_items() {
    for counts in [
        json!({"total": [["eu", 7]]}),
        json!({"total": [["eu"], [], ["eu", 7, true]]}),
        json!({"headed": ["head", 1, 2]}),
        json!({"old": [true, "a", "b"]}),
        json!({"pair": [1.5, 2.5]}),
        json!({"open": ["a", 1, {"b": [null]}]}),
    ] {
        assert_kept("counts", &counts);
    }
}

#[test]
fn values_of_several_types_are_kept() {
    for several in [
        json!({"any": "1"}),
        json!({"any": 1}),
        json!({"any": true}),
        json!({"any": null}),
        json!({"any": [1.5]}),
        json!({"object": {"a": "b"}}),
        json!({"object": "a"}),
        json!({"object": {"other": 1}}),
        json!({"list": [1, 2]}),
        json!({"list": "a"}),
        json!({"enum": 1}),
        json!({"enum": "1"}),
        json!({"enum": "a"}),
        json!({"nested": [[1], "a", [2]]}),
        json!({"number": 1.5}),
        json!({"everything": {"a": [null]}}),
    ] {
        assert_kept("several", &several);
    }
    assert_kept("free", &Value::Null);
    assert_kept("free", &json!([false]));
}
