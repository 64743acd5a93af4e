//! The functions decode bodies into the types of their callbacks.

use golden_callbacks::callbacks;

#[test]
fn decodes_the_body_of_each_callback() {
    let done =
        callbacks::create_payment_payment_done_post(br#"{"id": "p1", "status": "done"}"#).unwrap();
    assert_eq!(
        (done.id.as_str(), done.status.as_deref()),
        ("p1", Some("done"))
    );
    let refunded = callbacks::create_refund_payment_done_post("[1, 2]").unwrap();
    assert_eq!(refunded, [1, 2]);
    assert_eq!(callbacks::r#type(b"\"a\"").unwrap(), "a");
    assert_eq!(callbacks::details(b"[null]").unwrap().to_string(), "[null]");
}

#[test]
fn a_body_that_does_not_match_is_an_error_with_its_path() {
    let error = callbacks::status(br#"{"id": []}"#).unwrap_err();
    assert_eq!(error.path(), Some("id"));
}
