//! The bodies of callbacks.

use serde::Deserialize;

use crate::decode_callback;

#[derive(Debug, PartialEq, Deserialize)]
struct Payment {
    amount: i32,
}

#[test]
fn decodes_a_body_with_and_without_a_byte_order_mark() {
    for body in [&b"{\"amount\": 7}"[..], b"\xef\xbb\xbf{\"amount\": 7}\n"] {
        assert_eq!(decode_callback(body), Ok(Payment { amount: 7 }));
    }
}

#[test]
fn an_error_has_the_path_and_no_value_of_the_body() {
    let error = decode_callback::<Vec<Payment>>(br#"[{"amount": "private"}]"#).unwrap_err();
    assert_eq!(error.path(), Some("[0].amount"));
    assert_eq!(
        error.to_string(),
        "the body of the callback cannot be decoded at `[0].amount`: expected i32, found string"
    );
}

#[test]
fn a_body_that_is_not_json_is_an_error() {
    for body in [&b""[..], b"a=1", b"{\"amount\": 7} x", b"\xff"] {
        assert!(decode_callback::<Payment>(body).is_err(), "{body:?}");
    }
}
