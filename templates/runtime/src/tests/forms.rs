//! Bodies in `application/x-www-form-urlencoded`.

use serde::Serialize;
use serde_json::{Value, json};

use crate::tests::custom_transport::offline;
use crate::tests::support::{CREATE, builder};
use crate::{Call, PropertyEncoding, PropertyStyle};

/// The body that a call would send.
fn sent(body: &impl Serialize, encodings: &[PropertyEncoding]) -> String {
    let client = offline(builder()).build().unwrap();
    let call = Call::new(&client, &CREATE).form(body, encodings);
    let request = call.into_request("*/*").unwrap();
    let content_type = request.headers().get("content-type").unwrap();
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap()
}

fn styled(value: &Value, style: PropertyStyle) -> String {
    sent(
        &json!({ "p": value }),
        &[PropertyEncoding::new("p").style(style)],
    )
}

#[test]
fn values_are_escaped_like_those_of_html_forms() {
    let body = json!({"a b": "x y&z=1+2~é*-._", "n": 1.5, "t": true, "none": null});
    let expected = "a+b=x+y%26z%3D1%2B2%7E%C3%A9*-._&n=1.5&none=&t=true";
    assert_eq!(sent(&body, &[]), expected.replace("&none=", ""));
}

#[test]
fn properties_keep_their_order_and_numbers_their_digits() {
    #[derive(Serialize)]
    struct Body {
        z: u64,
        a: &'static str,
    }
    let body = Body { z: u64::MAX, a: "" };
    assert_eq!(sent(&body, &[]), "z=18446744073709551615&a=");
}

#[test]
fn an_array_repeats_its_name_and_an_object_is_json() {
    let body = json!({"list": ["a", "b c"], "map": {"k": [1, 2]}, "none": []});
    assert_eq!(
        sent(&body, &[]),
        "list=a&list=b+c&map=%7B%22k%22%3A%5B1%2C2%5D%7D"
    );
}

#[test]
fn delimiters_are_kept_and_items_are_escaped() {
    let list = json!(["a,b", "c d", "e|f"]);
    for (delimiter, expected) in [
        (',', "p=a%2Cb,c+d,e%7Cf"),
        (' ', "p=a%2Cb%20c+d%20e%7Cf"),
        ('|', "p=a%2Cb%7Cc+d%7Ce%7Cf"),
    ] {
        assert_eq!(styled(&list, PropertyStyle::Delimited(delimiter)), expected);
    }
    let object = json!({"G": 200, "R": 100});
    let delimited = styled(&object, PropertyStyle::Delimited(','));
    assert_eq!(delimited, "p=G,200,R,100");
    assert_eq!(styled(&json!([]), PropertyStyle::Delimited(',')), "");
    assert_eq!(
        styled(&json!("one"), PropertyStyle::Delimited(',')),
        "p=one"
    );
}

#[test]
fn an_exploded_object_has_a_pair_for_each_property() {
    let exploded = styled(&json!({"G": [1], "R": 100}), PropertyStyle::Exploded);
    assert_eq!(exploded, "G=%5B1%5D&R=100");
    assert_eq!(styled(&json!([1, 2]), PropertyStyle::Exploded), "p=1&p=2");
}

#[test]
fn deep_objects_have_their_path_in_brackets() {
    let body = json!({"a": {"b": "c d"}, "list": ["x", {"y": 1}], "none": null});
    assert_eq!(
        styled(&body, PropertyStyle::Deep),
        "p%5Ba%5D%5Bb%5D=c+d&p%5Blist%5D%5B0%5D=x&p%5Blist%5D%5B1%5D%5By%5D=1"
    );
}

#[test]
fn reserved_characters_are_kept_if_the_document_allows_them() {
    let encoding = PropertyEncoding::new("p")
        .style(PropertyStyle::Exploded)
        .allow_reserved();
    let body = json!({"p": "a/b?c=d&e+f,[g]%"});
    assert_eq!(sent(&body, &[encoding]), "p=a/b?c%3Dd%26e%2Bf,[g]%25");
}

#[test]
fn a_json_media_type_applies_to_scalars() {
    let encoding = PropertyEncoding::new("p").content_type("application/json");
    assert_eq!(sent(&json!({"p": "a"}), &[encoding]), "p=%22a%22");
}

#[test]
fn a_body_that_is_not_an_object_is_an_invalid_request() {
    let client = offline(builder()).build().unwrap();
    let call = Call::new(&client, &CREATE).form(&[1, 2], &[]);
    let error = call.into_request("*/*").unwrap_err();
    assert_eq!(
        error.problems(),
        ["the body cannot be serialized as a form"]
    );
    assert!(std::error::Error::source(&error).is_some());
}
