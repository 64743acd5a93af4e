//! Multipart bodies, in memory and streamed.

use bytes::Bytes;
use serde_json::json;

use crate::tests::bodies::collect;
use crate::tests::custom_transport::offline;
use crate::tests::support::{API, CREATE, KEY, builder};
use crate::{
    ApiKey, Body, Call, MockResponse, MockTransport, Multipart, Part, PropertyEncoding,
    PropertyStyle, Retry, client_builder,
};

/// The body that a call would send, with `B` for the boundary.
async fn sent(body: Multipart) -> String {
    let client = offline(builder()).build().unwrap();
    let call = Call::new(&client, &CREATE).multipart("multipart/form-data", body);
    let request = call.into_request("*/*").unwrap();
    let content_type = request.headers().get("content-type").unwrap();
    let content_type = content_type.to_str().unwrap().to_owned();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body = collect(request.into_body()).await;
    String::from_utf8(body).unwrap().replace(boundary, "B")
}

#[tokio::test]
async fn properties_become_parts() {
    let body = json!({"list": ["a", "b"], "map": {"k": 1}, "note": "x\r\ny"});
    assert_eq!(
        sent(Multipart::new().properties(&body, &[])).await,
        "--B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\na\r\n\
         --B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nb\r\n\
         --B\r\nContent-Disposition: form-data; name=\"map\"\r\n\
         Content-Type: application/json\r\n\r\n{\"k\":1}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\ny\r\n--B--\r\n"
    );
}

#[tokio::test]
async fn an_encoding_sets_the_media_type_the_headers_and_the_style_of_a_part() {
    let body = json!({"list": ["a", "b"], "meta": "m"});
    let encodings = [
        PropertyEncoding::new("list").style(PropertyStyle::Delimited('|')),
        PropertyEncoding::new("meta")
            .content_type("text/plain; charset=utf-8")
            .headers(&[("X-Kind", "meta")]),
    ];
    assert_eq!(
        sent(Multipart::new().properties(&body, &encodings)).await,
        "--B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\na|b\r\n\
         --B\r\nContent-Disposition: form-data; name=\"meta\"\r\n\
         Content-Type: text/plain; charset=utf-8\r\nx-kind: meta\r\n\r\nm\r\n--B--\r\n"
    );
}

#[tokio::test]
async fn a_file_has_a_name_and_a_media_type() {
    let file = PropertyEncoding::new("file");
    let png = PropertyEncoding::new("file").content_type("image/png");
    let named = Part::file("c")
        .file_name("a \"b\".txt")
        .content_type("text/plain");
    let body = Multipart::new()
        .files(file, [Part::from("a")])
        .files(png, [Part::from("b"), named]);
    assert_eq!(
        sent(body).await,
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         Content-Type: application/octet-stream\r\n\r\na\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         Content-Type: image/png\r\n\r\nb\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"\r\n\
         Content-Type: text/plain\r\n\r\nc\r\n--B--\r\n"
    );
}

#[tokio::test]
async fn a_body_can_be_built_part_by_part() {
    let body = Multipart::new().text("note", "hi").part(
        "meta",
        Part::json(&json!({"k": 1})).header("x-kind", "meta"),
    );
    assert_eq!(
        sent(body).await,
        "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
         --B\r\nContent-Disposition: form-data; name=\"meta\"\r\n\
         Content-Type: application/json\r\nx-kind: meta\r\n\r\n{\"k\":1}\r\n--B--\r\n"
    );
    assert_eq!(sent(Multipart::new()).await, "--B--\r\n");
}

#[tokio::test]
async fn a_streamed_file_is_not_collected_and_its_size_is_announced() {
    let stream = || Part::file(Body::stream(Body::from("streamed")));
    let body = || Multipart::new().text("a", "b").part("file", stream());
    let client = offline(builder()).build().unwrap();
    let call = Call::new(&client, &CREATE).multipart("multipart/form-data", body());
    let request = call.into_request("*/*").unwrap();
    assert!(request.body().as_bytes().is_none());
    let size = http_body::Body::size_hint(request.body()).exact();
    let read = collect(request.into_body()).await;
    assert_eq!(size, Some(read.len() as u64));
    assert_eq!(
        sent(body()).await,
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         Content-Type: application/octet-stream\r\n\r\nstreamed\r\n--B--\r\n"
    );
}

#[test]
fn a_stream_that_was_sent_is_an_invalid_request() {
    let client = offline(builder()).build().unwrap();
    let part = Part::file(Body::stream(Body::from("x")));
    let call = |part: &Part| {
        let body = Multipart::new().part("file", part.clone());
        Call::new(&client, &CREATE).multipart("multipart/form-data", body)
    };
    assert!(call(&part).into_request("*/*").is_ok());
    let error = call(&part).into_request("*/*").unwrap_err();
    assert_eq!(
        error.problems(),
        ["the part `file` is a stream that was already sent: create it again"]
    );
}

#[test]
fn an_invalid_part_is_an_invalid_request_whose_problems_show_no_value() {
    let client = offline(builder()).build().unwrap();
    let part = Part::text("a").header("x-a", "s3cret\n").header("b c", "d");
    let call = Call::new(&client, &CREATE)
        .multipart("multipart/form-data", Multipart::new().part("p", part));
    let error = call.into_request("*/*").unwrap_err();
    assert_eq!(
        error.problems(),
        [
            "the value of the part header `x-a` has a character that is not printable ASCII",
            "the name of a part header is invalid",
        ]
    );
}

#[test]
fn parts_equal_by_content_and_streams_only_their_clones() {
    assert_eq!(Part::from("a"), Part::from(Bytes::from_static(b"a")));
    assert_ne!(Part::from("a"), Part::text("a"));
    assert_ne!(Part::from("a"), Part::from("a").file_name("a"));
    let stream = || Part::file(Body::stream(Body::from("a")));
    let one = stream();
    assert_eq!(one, one.clone());
    assert_ne!(one, stream());
    assert_eq!(
        format!("{:?}", Part::text("secret")),
        "Part { bytes: 6, file_name: None, .. }"
    );
}

#[tokio::test]
async fn only_a_body_in_memory_is_retried() {
    for (part, requests) in [
        (Part::from("x"), 2),
        (Part::file(Body::stream(Body::from("x"))), 1),
    ] {
        let mock = MockTransport::new([MockResponse::status(429), MockResponse::status(204)]);
        let client = client_builder(&API)
            .api_key(ApiKey::new(KEY))
            .retry(Retry::new())
            .mock_transport(&mock)
            .build()
            .unwrap();
        let body = Multipart::new().part("file", part);
        let call = Call::new(&client, &CREATE).multipart("multipart/form-data", body);
        let outcome = call.empty_response().await;
        assert_eq!(outcome.is_ok(), requests == 2);
        let sent = mock.requests();
        assert_eq!(sent.len(), requests);
        assert!(sent.iter().all(|request| request.body == sent[0].body));
    }
}

#[tokio::test]
async fn parts_without_names_have_the_encodings_of_their_positions() {
    let encodings = [PropertyEncoding::new("0").content_type("application/ld+json")];
    let items = PropertyEncoding::new("items")
        .content_type("image/png")
        .headers(&[("X-Kind", "photo")]);
    let body = Multipart::new()
        .unnamed(Part::json(&json!({"k": 1})))
        .text("note", "a")
        .unnamed("p")
        .unnamed(Part::file("q").content_type("image/gif").file_name("q.gif"))
        .positions(&encodings, Some(items));
    assert_eq!(
        sent(body).await,
        "--B\r\nContent-Type: application/ld+json\r\n\r\n{\"k\":1}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n\
         --B\r\nContent-Type: image/png\r\nx-kind: photo\r\n\r\np\r\n\
         --B\r\nContent-Disposition: attachment; filename=\"q.gif\"\r\n\
         Content-Type: image/gif\r\nx-kind: photo\r\n\r\nq\r\n--B--\r\n"
    );
}
