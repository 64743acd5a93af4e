//! Bodies in memory and streaming bodies.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use http_body::Body as _;

use crate::tests::custom_transport::offline;
use crate::tests::support::{CREATE, builder};
use crate::{Body, Call};

pub(crate) async fn collect(mut body: Body) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        all.extend_from_slice(&frame.unwrap().into_data().unwrap());
    }
    all
}

#[tokio::test]
async fn a_body_in_memory_yields_its_bytes() {
    for body in [
        Body::from("text"),
        Body::from("text".to_owned()),
        Body::from(b"text".to_vec()),
    ] {
        assert_eq!(body.as_bytes().unwrap(), &Bytes::from_static(b"text"));
        assert_eq!(body.size_hint().exact(), Some(4));
        assert!(!body.is_end_stream());
        assert_eq!(collect(body).await, b"text");
    }
    assert!(Body::empty().is_end_stream());
    assert_eq!(collect(Body::empty()).await, b"");
}

#[tokio::test]
async fn a_streaming_body_has_no_bytes_in_memory() {
    let body = Body::stream(Body::from("text"));
    assert!(body.as_bytes().is_none());
    assert_eq!(body.size_hint().exact(), Some(4));
    assert_eq!(collect(body).await, b"text");
}

#[test]
fn debug_shows_no_content() {
    assert_eq!(format!("{:?}", Body::from("secret")), "Body(6 bytes)");
    assert_eq!(
        format!("{:?}", Body::stream(Body::from("secret"))),
        "Body(stream)"
    );
}

#[test]
fn a_cloned_call_is_the_same_request_with_the_same_key() {
    let client = offline(builder()).build().unwrap();
    let call = Call::new(&client, &CREATE)
        .idempotent("idempotency-key")
        .raw_body("text/plain", "text");
    let cloned = call.clone().into_request("*/*").unwrap();
    let original = call.into_request("*/*").unwrap();
    assert_eq!(cloned.headers(), original.headers());
    assert!(cloned.headers().contains_key("idempotency-key"));
    assert_eq!(cloned.uri(), original.uri());
    assert_eq!(cloned.body().as_bytes(), original.body().as_bytes());
}

#[test]
fn a_clone_of_a_call_with_a_streamed_body_is_an_invalid_request() {
    let client = offline(builder()).build().unwrap();
    let stream = Body::stream(Body::from("text"));
    let call = Call::new(&client, &CREATE).raw_body("text/plain", stream);
    let error = call.clone().into_request("*/*").unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(
        error.problems(),
        ["a call with a streamed body was cloned: set the body again"]
    );
    assert!(call.into_request("*/*").is_ok());
}
