//! Envelopes of events: their properties, their payloads, and unexpected bodies.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::tests::event_support::receive;

#[derive(Debug, PartialEq, Deserialize)]
struct Content {
    items: Vec<Item>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Item {
    name: String,
}

/// Returns the type, the id and the date of a body.
fn properties(body: &str) -> (String, Option<String>, Option<String>) {
    let envelope = receive(body).unwrap();
    (
        envelope.delivery.event_type().to_owned(),
        envelope.id,
        envelope.date,
    )
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn an_envelope_has_the_properties_of_the_body() {
    let body = r#"{"more":[1,{"kind":"x"}],"content":{"items":[{"name":"a"}]},"made":"2026","id":"i","kind":"saved"}"#;
    assert_eq!(
        properties(body),
        ("saved".to_owned(), some("i"), some("2026"))
    );
    let envelope = receive(body).unwrap();
    let content: Content = envelope.payload().unwrap();
    assert_eq!(
        content.items,
        [Item {
            name: "a".to_owned()
        }]
    );
    let all: Value = envelope.body().unwrap();
    assert_eq!(all["more"][1]["kind"], "x");
    assert_eq!(
        envelope.untyped_payload().unwrap(),
        json!({"items": [{"name": "a"}]})
    );
}

#[test]
fn the_first_non_empty_type_property_is_used() {
    for (body, expected) in [
        (r#"{"name":"b","kind":"a"}"#, "a"),
        (r#"{"name":"b"}"#, "b"),
        (r#"{"name":"b","kind":null}"#, "b"),
        (r#"{"name":"b","kind":""}"#, "b"),
        (r#"{"name":"b","kind":{"kind":"a"}}"#, "b"),
        (r#"{"kind":"\u0061\"\n"}"#, "a\"\n"),
        (r#"{"k\u0069nd":"a"}"#, "a"),
        (r#"{"kind":7}"#, "7"),
        (r#"{"Kind":"a"}"#, ""),
        ("{}", ""),
        (r#""kind""#, ""),
        (r#"[{"kind":"a"}]"#, ""),
        ("5", ""),
    ] {
        assert_eq!(
            receive(body).unwrap().delivery.event_type(),
            expected,
            "{body}"
        );
    }
}

#[test]
fn properties_of_other_json_types_are_ignored() {
    let body = r#"{"id":12,"made":1700000000.5,"kind":true}"#;
    assert_eq!(
        properties(body),
        (String::new(), some("12"), some("1700000000.5"))
    );
    assert_eq!(
        properties(r#"{"id":["a"],"made":null}"#),
        (String::new(), None, None)
    );
}

#[test]
fn the_untyped_payload_is_the_payload_or_the_whole_body() {
    for (body, expected) in [
        (r#"{"content":5}"#, json!(5)),
        (r#"{"content":null}"#, json!(null)),
        (r#"{"other":5}"#, json!({"other": 5})),
        (" [1, 2] ", json!([1, 2])),
        ("\u{feff}{\"content\":1}", json!(1)),
    ] {
        let envelope = receive(body).unwrap();
        assert_eq!(envelope.untyped_payload().unwrap(), expected, "{body}");
        assert_eq!(envelope.delivery.raw(), body.as_bytes());
    }
}

#[test]
fn a_body_that_is_not_json_is_kept_and_cannot_be_decoded() {
    let cases: [&[u8]; 16] = [
        b"",
        b" ",
        b"{",
        b"{\"kind\":\"a\"",
        b"{\"kind\":\"a\"}x",
        b"{\"kind\":\"a\",}",
        b"{kind:\"a\"}",
        b"{\"kind\":\"\\x\"}",
        b"{\"kind\":\"\\ud800\"}",
        b"{\"kind\":\"a\xff\"}",
        b"\xff\xfe{\x00}\x00",
        b"<kind>a</kind>",
        b"kind=a",
        // With two properties of one name, it is not clear which one is meant.
        b"{\"kind\":\"a\",\"kind\":\"b\"}",
        b"{\"id\":\"a\",\"i\\u0064\":\"a\"}",
        b"{\"content\":1,\"content\":2}",
    ];
    for body in cases {
        let shown = String::from_utf8_lossy(body);
        let envelope = receive(body).unwrap();
        let delivery = &envelope.delivery;
        assert_eq!((&delivery.raw()[..], delivery.event_type()), (body, ""));
        assert_eq!((&envelope.id, &envelope.date), (&None, &None));
        assert_eq!(envelope.raw_payload(), body);
        let errors = [
            envelope.untyped_payload().unwrap_err(),
            envelope.body::<Content>().unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_not_json(), "{shown}: {error:?}");
            let message = error.to_string();
            assert!(
                message.starts_with("the body is not valid JSON: "),
                "{message}"
            );
        }
    }
}

#[test]
fn an_unexpected_payload_is_an_error_with_the_path_and_without_values() {
    let body = r#"{"kind":"saved","content":{"items":[{"name":"a"},{"name":["private"]}]}}"#;
    let envelope = receive(body).unwrap();
    let error = envelope.payload::<Content>().unwrap_err();
    assert!(!error.is_not_json());
    assert_eq!(error.path(), Some("items[1].name"));
    assert_eq!(
        error.to_string(),
        "the payload cannot be decoded at `items[1].name`: expected a string, found array"
    );
    assert!(!format!("{error:?}").contains("private"), "{error:?}");
    let payload = r#"{"items":[{"name":"a"},{"name":["private"]}]}"#;
    assert_eq!(envelope.raw_payload(), payload);
    // `Debug` does not show the body, which may contain private data.
    let delivery = format!("{:?}", envelope.delivery);
    assert!(!delivery.contains("items"), "{delivery}");
    for body in [r#"{"content":null}"#, r#"{"content":"a"}"#] {
        let error = receive(body).unwrap().payload::<Content>().unwrap_err();
        assert!(!error.is_not_json() && error.path().is_none(), "{error:?}");
    }
    for body in ["{}", "5"] {
        let error = receive(body).unwrap().payload::<Content>().unwrap_err();
        assert_eq!(error.to_string(), "the payload is missing");
    }
}

#[test]
fn a_number_out_of_range_cannot_be_an_untyped_payload() {
    let error = receive(r#"{"kind":"new","content":{"n":1e999}}"#)
        .unwrap()
        .untyped_payload()
        .unwrap_err();
    assert!(error.to_string().contains("number out of range"), "{error}");
}

#[test]
fn deep_and_long_bodies_do_not_overflow_the_stack() {
    let deep = 5 << 20;
    let arrays = format!(
        "{{\"kind\":\"a\",\"content\":{}{}}}",
        "[".repeat(deep),
        "]".repeat(deep)
    );
    let objects = format!(
        "{}1{}",
        "{\"content\":".repeat(1 << 20),
        "}".repeat(1 << 20)
    );
    let long = format!(
        "{{\"kind\":\"a\",\"content\":\"{}\"}}",
        "x".repeat(10 << 20)
    );
    let names = format!("{{{}\"kind\":\"a\"}}", "\"n\":0,".repeat(1 << 20));
    for body in [&arrays, &objects] {
        let envelope = receive(body).unwrap();
        let error = envelope.untyped_payload().unwrap_err();
        assert!(error.to_string().contains("recursion limit"), "{error}");
        assert_eq!(envelope.delivery.raw().len(), body.len());
    }
    assert_eq!(
        receive(&long).unwrap().payload::<String>().unwrap().len(),
        10 << 20
    );
    assert_eq!(receive(&names).unwrap().delivery.event_type(), "a");
    // Brackets that are never closed.
    let envelope = receive("[".repeat(10 << 20)).unwrap();
    assert!(envelope.untyped_payload().unwrap_err().is_not_json());
}
