//! Bodies that no sender should make: an event or an error, in time and in bounded memory, and never a panic.

use std::fmt::Write;

use codat_platform::events::{EventKind, VerifyError};
use serde_json::Value;

use crate::kinds::name;
use crate::sender::received;

/// What bodies may take.
const LARGE: usize = 10 << 20;

/// A body of a type, with JSON as its payload.
fn body(event_type: &str, payload: &str) -> String {
    format!(r#"{{"eventType":"{event_type}","payload":{payload}}}"#)
}

fn unread(body: impl AsRef<[u8]>) -> VerifyError {
    let error = received(body.as_ref()).unwrap_err();
    let delivery = error.delivery().unwrap();
    assert_eq!(delivery.raw(), body.as_ref());
    error
}

#[test]
fn large_bodies_are_read() {
    let text = "x".repeat(LARGE);
    let known = body(
        "read.completed",
        &format!(r#"{{"referenceCompany":{{"name":"{text}"}}}}"#),
    );
    let EventKind::ReadCompleted(read) = received(&known).unwrap().kind else {
        panic!("another kind");
    };
    let company = read.reference_company.unwrap();
    assert_eq!(company.name.unwrap().len(), LARGE);
    let unknown = received(body("moon.risen", &format!("\"{text}\""))).unwrap();
    let EventKind::Unknown { payload, .. } = &unknown.kind else {
        panic!("known")
    };
    assert_eq!(payload.as_str().unwrap().len(), LARGE);
    // Two million members that nobody asked for.
    let members = r#""m":1,"#.repeat(LARGE / 6);
    let known = body("read.completed", &format!("{{{members}\"dataTypes\":[]}}"));
    assert_eq!(name(&received(&known).unwrap().kind), "read.completed");
    let around = format!("{{{members}\"eventType\":\"read.completed\",\"payload\":{{}}}}");
    assert_eq!(name(&received(&around).unwrap().kind), "read.completed");
}

#[test]
fn deep_bodies_are_not_followed_to_the_end() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let depth = 1 << 20;
        let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        // Of a known type, a member that is not known is skipped however deep it is.
        let known = body("read.completed", &format!("{{\"other\":{deep}}}"));
        assert_eq!(name(&received(&known).unwrap().kind), "read.completed");
        for body in [body("moon.risen", &deep), deep] {
            let error = unread(&body);
            assert!(
                matches!(error, VerifyError::UnexpectedPayload { .. }),
                "{error}"
            );
        }
        // Never closed.
        let error = unread(open.repeat(depth));
        assert!(matches!(error, VerifyError::NotJson { .. }), "{error}");
    }
}

#[test]
fn members_that_are_there_twice() {
    let twice = [
        r#"{"eventType":"read.completed","eventType":"read.completed.initial","payload":{}}"#,
        r#"{"eventType":"read.completed","payload":{},"payload":{}}"#,
        r#"{"id":"1","eventType":"read.completed","id":"1","payload":{}}"#,
    ];
    for body in twice {
        assert!(
            matches!(unread(body), VerifyError::NotJson { .. }),
            "{body}"
        );
    }
    let error = unread(body("read.completed", r#"{"dataTypes":[],"dataTypes":[]}"#));
    assert!(
        matches!(error, VerifyError::UnexpectedPayload { .. }),
        "{error}"
    );
    // What nobody knows may say anything.
    received(body("read.completed", r#"{"x":1,"x":2}"#)).unwrap();
    let event = received(r#"{"x":1,"x":2,"eventType":"moon.risen"}"#).unwrap();
    let EventKind::Unknown { payload, .. } = &event.kind else {
        panic!("known")
    };
    assert_eq!(payload["x"], 2);
}

#[test]
fn bytes_that_are_no_text() {
    let text = body("read.completed", r#"{"referenceCompany":{"name":"Café"}}"#);
    received(&text).unwrap();
    for index in 0..text.len() {
        for byte in [0xff, 0xc0, 0x80, 0x00] {
            let mut bytes = text.clone().into_bytes();
            bytes[index] = byte;
            match received(&bytes) {
                Ok(event) => assert_eq!(event.raw(), &bytes[..]),
                Err(error) => assert_eq!(error.delivery().unwrap().raw(), &bytes[..]),
            }
        }
    }
    let error = unread(b"{\"eventType\":\"read.completed\",\"other\":\"\xff\"}");
    assert!(matches!(error, VerifyError::NotJson { .. }), "{error}");
}

#[test]
fn every_beginning_of_a_body_is_an_error_that_has_it() {
    let text = body("read.completed", r#"{"dataTypes":[{"dataType":"bills"}]}"#);
    for end in 0..text.len() {
        assert!(
            matches!(unread(&text[..end]), VerifyError::NotJson { .. }),
            "{end}"
        );
    }
    received(&text).unwrap();
}

#[test]
fn members_in_any_order_are_one_event() {
    let members = [
        r#""id":"1""#,
        r#""eventType":"read.completed""#,
        r#""generatedDate":"2026-01-01""#,
        r#""payload":{"modifiedFromDate":"a"}"#,
    ];
    for order in permutations(members.len()) {
        let mut body = String::new();
        for index in &order {
            write!(body, ",{}", members[*index]).unwrap();
        }
        let event = received(format!("{{{}}}", &body[1..])).unwrap();
        assert_eq!(name(&event.kind), "read.completed");
        assert_eq!(event.id.as_deref(), Some("1"));
        let written: Value = serde_json::to_value(&event.kind).unwrap();
        assert_eq!(written["modifiedFromDate"], "a");
    }
}

/// Every order of the first numbers.
pub(crate) fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for order in permutations(last) {
        for place in 0..=last {
            let mut order = order.clone();
            order.insert(place, last);
            all.push(order);
        }
    }
    all
}
