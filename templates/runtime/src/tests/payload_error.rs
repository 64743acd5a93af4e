//! The messages of payload errors, which do not quote values of the payload.

use serde::Deserialize;

use crate::tests::event_support::receive;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "decoded only")]
struct Content {
    number: i32,
    items: Vec<u8>,
}

fn message(content: &str) -> String {
    let body = format!(r#"{{"kind":"saved","content":{content}}}"#);
    let envelope = receive(body).unwrap();
    envelope.payload::<Content>().unwrap_err().to_string()
}

#[test]
fn a_value_is_replaced_by_its_kind() {
    for (number, expected) in [
        (r#""a, expected b at line 7""#, "expected i32, found string"),
        ("true", "expected i32, found boolean"),
        ("null", "expected i32, found null"),
        ("{}", "expected i32, found object"),
        ("[]", "expected i32, found array"),
        ("1.25", "expected i32, found number"),
        ("70000000000", "expected i32, found integer"),
    ] {
        assert_eq!(
            message(&format!(r#"{{"number":{number},"items":[]}}"#)),
            format!("the payload cannot be decoded at `number`: {expected}")
        );
    }
}

#[test]
fn names_of_properties_are_shown() {
    assert_eq!(
        message("{}"),
        "the payload cannot be decoded: missing property `number`"
    );
    assert_eq!(
        message(r#"{"number":1,"number":2}"#),
        "the payload cannot be decoded: duplicate property `number`"
    );
}

#[test]
fn messages_of_the_types_are_not_shown() {
    #[derive(Debug)]
    struct Custom;
    impl<'de> Deserialize<'de> for Custom {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            Err(serde::de::Error::custom(format!("found `{text}`")))
        }
    }
    let envelope = receive(r#"{"content":["private"]}"#).unwrap();
    let error = envelope.payload::<Vec<Custom>>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the payload cannot be decoded at `[0]`: the value is invalid"
    );
}

#[test]
fn syntax_errors_have_a_position() {
    assert_eq!(
        message(r#"{"number":1e999,"items":[]}"#),
        "the payload cannot be decoded at `number`: number out of range at line 1 column 15"
    );
}
