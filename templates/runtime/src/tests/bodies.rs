//! Bodies in memory and streaming bodies.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use http_body::Body as _;

use crate::Body;

async fn collect(mut body: Body) -> Vec<u8> {
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
