//! Unusual bodies: each is an event with the raw body, in bounded time and memory, without a panic.

use std::fmt::Write;

use codat_platform::events::{EventKind, PayloadError};
use serde_json::Value;

use crate::kinds::type_name;
use crate::sender::receive;

/// The size of large bodies.
const LARGE: usize = 10 << 20;

/// A body with this type and this JSON as its payload.
fn body(event_type: &str, payload: &str) -> String {
    format!(r#"{{"eventType":"{event_type}","payload":{payload}}}"#)
}

/// Returns the error of an unreadable event.
fn payload_error(body: impl AsRef<[u8]>) -> PayloadError {
    let event = receive(body.as_ref()).unwrap();
    assert_eq!(event.raw(), body.as_ref());
    match event.kind {
        EventKind::Unreadable { error, .. } => error,
        kind => panic!("{kind:?}"),
    }
}

#[test]
fn large_bodies_are_read() {
    let text = "x".repeat(LARGE);
    let known = body(
        "read.completed",
        &format!(r#"{{"referenceCompany":{{"name":"{text}"}}}}"#),
    );
    let EventKind::ReadCompleted(read) = receive(&known).unwrap().kind else {
        panic!("another kind");
    };
    let company = read.reference_company.unwrap();
    assert_eq!(company.name.unwrap().len(), LARGE);
    let unknown = receive(body("moon.risen", &format!("\"{text}\""))).unwrap();
    let EventKind::Unknown { payload, .. } = &unknown.kind else {
        panic!("known")
    };
    assert_eq!(payload.as_str().unwrap().len(), LARGE);
    // Two million unknown properties.
    let properties = r#""m":1,"#.repeat(LARGE / 6);
    let known = body(
        "read.completed",
        &format!("{{{properties}\"dataTypes\":[]}}"),
    );
    assert_eq!(type_name(&receive(&known).unwrap().kind), "read.completed");
    let around = format!("{{{properties}\"eventType\":\"read.completed\",\"payload\":{{}}}}");
    assert_eq!(type_name(&receive(&around).unwrap().kind), "read.completed");
}

#[test]
fn deep_bodies_do_not_overflow_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let depth = 1 << 20;
        let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        // An unknown property of a known type is skipped at any depth.
        let known = body("read.completed", &format!("{{\"other\":{deep}}}"));
        assert_eq!(type_name(&receive(&known).unwrap().kind), "read.completed");
        for body in [body("moon.risen", &deep), deep] {
            let error = payload_error(&body);
            assert!(error.to_string().contains("recursion limit"), "{error}");
        }
        // Never closed.
        let error = payload_error(open.repeat(depth));
        assert!(error.is_not_json(), "{error}");
    }
}

#[test]
fn repeated_properties_are_unreadable_if_they_are_known() {
    let twice = [
        r#"{"eventType":"read.completed","eventType":"read.completed.initial","payload":{}}"#,
        r#"{"eventType":"read.completed","payload":{},"payload":{}}"#,
        r#"{"id":"1","eventType":"read.completed","id":"1","payload":{}}"#,
    ];
    for body in twice {
        assert!(payload_error(body).is_not_json(), "{body}");
    }
    let error = payload_error(body("read.completed", r#"{"dataTypes":[],"dataTypes":[]}"#));
    assert!(!error.is_not_json(), "{error}");
    // Unknown properties are not checked.
    receive(body("read.completed", r#"{"x":1,"x":2}"#)).unwrap();
    let event = receive(r#"{"x":1,"x":2,"eventType":"moon.risen"}"#).unwrap();
    let EventKind::Unknown { payload, .. } = &event.kind else {
        panic!("known")
    };
    assert_eq!(payload["x"], 2);
}

#[test]
fn invalid_utf8_keeps_the_raw_body() {
    let text = body("read.completed", r#"{"referenceCompany":{"name":"Café"}}"#);
    receive(&text).unwrap();
    for index in 0..text.len() {
        for byte in [0xff, 0xc0, 0x80, 0x00] {
            let mut bytes = text.clone().into_bytes();
            bytes[index] = byte;
            assert_eq!(receive(&bytes).unwrap().raw(), &bytes[..]);
        }
    }
    let error = payload_error(b"{\"eventType\":\"read.completed\",\"other\":\"\xff\"}");
    assert!(error.is_not_json(), "{error}");
}

#[test]
fn every_truncated_body_is_unreadable() {
    let text = body("read.completed", r#"{"dataTypes":[{"dataType":"bills"}]}"#);
    for end in 0..text.len() {
        assert!(payload_error(&text[..end]).is_not_json(), "{end}");
    }
    receive(&text).unwrap();
}

#[test]
fn properties_can_be_in_any_order() {
    let properties = [
        r#""id":"1""#,
        r#""eventType":"read.completed""#,
        r#""generatedDate":"2026-01-01""#,
        r#""payload":{"modifiedFromDate":"a"}"#,
    ];
    for order in permutations(properties.len()) {
        let mut body = String::new();
        for index in &order {
            write!(body, ",{}", properties[*index]).unwrap();
        }
        let event = receive(format!("{{{}}}", &body[1..])).unwrap();
        assert_eq!(type_name(&event.kind), "read.completed");
        assert_eq!(event.id.as_deref(), Some("1"));
        let encoded: Value = serde_json::to_value(&event.kind).unwrap();
        assert_eq!(encoded["modifiedFromDate"], "a");
    }
}

/// Returns all permutations of the numbers from 0.
pub(crate) fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for order in permutations(last) {
        for position in 0..=last {
            let mut order = order.clone();
            order.insert(position, last);
            all.push(order);
        }
    }
    all
}
