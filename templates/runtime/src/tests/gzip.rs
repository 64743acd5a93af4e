//! gzip response bodies: complete, truncated, corrupt, with several members, and decompression
//! bombs.

use std::future::poll_fn;
use std::io::Write;
use std::pin::Pin;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::Request;
use http_body::Body as _;

use crate::tests::growing_timeouts::with_growing_timeout;
use crate::tests::server::{Then, capturing, read_request, responding, serve};
use crate::tests::support::{LIST, Page, Rule, builder};
use crate::{Body, Call, CallOptions, Client, Error, HyperTransport, Transport};

const LIST_OF_ONE: &str = r#"{"results":[{"id":7,"name":"seven"}]}"#;

fn gzip(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// A response with this status line, headers and body, and with a `content-length`.
fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn gzip_response(body: &[u8]) -> Vec<u8> {
    response("200 OK\r\ncontent-encoding: gzip", body)
}

async fn serving(response: Vec<u8>) -> Client {
    responding(response, Then::Close).await
}

async fn list(client: &Client) -> Result<crate::Response<Page>, Error> {
    Call::new(client, &LIST).json_response().await
}

fn seven() -> Vec<Rule> {
    vec![Rule {
        id: 7,
        name: "seven".to_owned(),
    }]
}

#[tokio::test]
async fn decodes_the_body_and_removes_the_encoding_headers() {
    for coding in ["gzip", "GZIP", "x-gzip", " gzip "] {
        let head = format!("200 OK\r\ncontent-encoding:{coding}\r\nx-kept: yes");
        let client = serving(response(&head, &gzip(LIST_OF_ONE))).await;
        let response = list(&client).await.unwrap();
        let headers = response.headers();
        assert_eq!(headers.get("x-kept").unwrap(), "yes");
        assert!(!headers.contains_key("content-encoding"), "{headers:?}");
        assert!(!headers.contains_key("content-length"), "{headers:?}");
        assert_eq!(response.into_body().results, seven());
    }
}

#[tokio::test]
async fn decodes_several_members_as_one_body() {
    let (first, rest) = LIST_OF_ONE.split_at(11);
    let body = [gzip(first), gzip(""), gzip(rest)].concat();
    let client = serving(gzip_response(&body)).await;
    assert_eq!(list(&client).await.unwrap().into_body().results, seven());
}

#[tokio::test]
async fn decodes_a_body_that_arrives_byte_by_byte() {
    let body = [gzip(LIST_OF_ONE), gzip("  ")].concat();
    let address = serve(move |mut stream| {
        let body = body.clone();
        async move {
            use tokio::io::AsyncWriteExt;
            read_request(&mut stream).await;
            let head =
                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n";
            stream.write_all(head.as_bytes()).await.unwrap();
            for byte in body {
                stream
                    .write_all(&[b'1', b'\r', b'\n', byte, b'\r', b'\n'])
                    .await
                    .unwrap();
                stream.flush().await.unwrap();
                tokio::task::yield_now().await;
            }
            stream.write_all(b"0\r\n\r\n").await.unwrap();
        }
    })
    .await;
    let client = crate::tests::server::client(address);
    assert_eq!(list(&client).await.unwrap().into_body().results, seven());
}

#[tokio::test]
async fn decodes_an_error_body() {
    let body = gzip(r#"{"error":"no such rule","correlationId":"c-1"}"#);
    let client = serving(response("404 Not Found\r\ncontent-encoding: gzip", &body)).await;
    let error = list(&client).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.message(), Some("no such rule"));
    assert_eq!(error.correlation_id(), Some("c-1"));
}

#[tokio::test]
async fn a_truncated_or_corrupt_body_is_interrupted_and_keeps_its_status() {
    let whole = gzip(LIST_OF_ONE);
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 1;
    let mut wrong_middle = whole.clone();
    wrong_middle[14] ^= 0xff;
    let cut = |at: usize| whole[..at].to_vec();
    for (name, body) in [
        ("one byte", cut(1)),
        ("half of a header", cut(5)),
        ("a header alone", cut(10)),
        ("half", cut(whole.len() / 2)),
        ("no checksum", cut(whole.len() - 8)),
        ("half a checksum", cut(whole.len() - 3)),
        ("a wrong checksum", wrong_sum),
        ("a wrong middle", wrong_middle),
        ("plain text", LIST_OF_ONE.as_bytes().to_vec()),
        (
            "text behind it",
            [whole.clone(), b"and more text".to_vec()].concat(),
        ),
        (
            "a second member that is cut",
            [whole.clone(), cut(12)].concat(),
        ),
    ] {
        for status in ["200 OK", "503 Busy"] {
            let head = format!("{status}\r\ncontent-encoding: gzip");
            let client = serving(response(&head, &body)).await;
            let error = list(&client).await.unwrap_err();
            assert!(
                error.is_interrupted() && !error.is_decode(),
                "{name}: {error:?}"
            );
            assert!(
                !error.is_unsent() && !error.is_timeout(),
                "{name}: {error:?}"
            );
            let code = error.status().unwrap();
            assert!(status.starts_with(code.as_str()), "{name}: {error:?}");
            assert!(std::error::Error::source(&error).is_some(), "{name}");
        }
    }
}

#[tokio::test]
async fn keeps_what_was_decoded_before_the_error() {
    let body = [gzip(LIST_OF_ONE), gzip("more")[..8].to_vec()].concat();
    let error = list(&serving(gzip_response(&body)).await)
        .await
        .unwrap_err();
    assert_eq!(error.body().unwrap(), LIST_OF_ONE);
}

#[tokio::test]
async fn a_connection_that_closes_in_the_body_is_interrupted() {
    let mut response = gzip_response(&gzip(LIST_OF_ONE));
    response.truncate(response.len() - 10);
    let error = list(&serving(response).await).await.unwrap_err();
    assert!(
        error.is_interrupted() && error.status().unwrap() == 200,
        "{error:?}"
    );
}

#[tokio::test]
async fn a_stalled_body_is_a_timeout() {
    let mut response = gzip_response(&gzip(LIST_OF_ONE));
    response.truncate(response.len() - 10);
    let client = responding(response, Then::Stall).await;
    let list = async |timeout| {
        let options = CallOptions::new().timeout(timeout);
        let call = Call::new(&client, &LIST).with(options);
        call.json_response::<Page>().await.unwrap_err()
    };
    let (_, error) = with_growing_timeout(list, |error: &Error| error.status().is_some()).await;
    assert!(
        error.is_timeout() && error.status().unwrap() == 200,
        "{error:?}"
    );
}

#[tokio::test]
async fn decodes_an_empty_body() {
    let chunked =
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
    for response in [gzip_response(b""), chunked.to_vec()] {
        let response = Call::new(&serving(response).await, &LIST)
            .bytes_response()
            .await;
        assert!(response.unwrap().body().is_empty());
    }
}

#[tokio::test]
async fn does_not_decode_other_encodings_and_partial_content() {
    for head in [
        "200 OK\r\ncontent-encoding: br",
        "200 OK\r\ncontent-encoding: identity",
        "206 Partial Content\r\ncontent-encoding: gzip",
    ] {
        let client = serving(response(head, b"as it is")).await;
        let call = Call::new(&client, &LIST);
        // Only a caller that sets these headers receives other encodings.
        let options = CallOptions::new()
            .header("accept-encoding", "br")
            .header("range", "bytes=0-7");
        let response = call.with(options).bytes_response().await.unwrap();
        assert_eq!(response.body(), "as it is");
        assert!(response.headers().contains_key("content-encoding"));
        assert_eq!(response.headers().get("content-length").unwrap(), "8");
    }
}

#[tokio::test]
async fn requests_gzip_unless_the_caller_sets_accept_encoding_or_range() {
    let (client, mut requests) = capturing().await;
    for (options, sent) in [
        (CallOptions::new(), Some("gzip")),
        (
            CallOptions::new().header("accept-encoding", "identity"),
            Some("identity"),
        ),
        (CallOptions::new().header("range", "bytes=0-9"), None),
    ] {
        let call = Call::new(&client, &LIST).with(options);
        call.bytes_response().await.unwrap();
        let request = requests.recv().await.unwrap();
        let codings = request
            .lines()
            .filter_map(|l| l.strip_prefix("accept-encoding: "));
        assert_eq!(
            codings.collect::<Vec<_>>(),
            sent.into_iter().collect::<Vec<_>>()
        );
    }
}

/// One gigabyte in a thousand members, and 16 megabytes in a single member.
fn bombs() -> [Vec<u8>; 2] {
    [gzip(vec![0; 1 << 20]).repeat(1024), gzip(vec![0; 16 << 20])]
}

#[tokio::test]
async fn the_size_limit_applies_to_decoded_data() {
    for bomb in bombs() {
        let response = gzip_response(&bomb);
        let address = serve(move |mut stream| {
            let response = response.clone();
            async move {
                use tokio::io::AsyncWriteExt;
                read_request(&mut stream).await;
                let _ = stream.write_all(&response).await;
            }
        })
        .await;
        let url = format!("http://{address}");
        let client = builder()
            .base_url(url)
            .max_body_size(100_000)
            .build()
            .unwrap();
        let error = Call::new(&client, &LIST)
            .bytes_response()
            .await
            .unwrap_err();
        assert!(error.is_body_too_large(), "{error:?}");
        assert_eq!(error.body().unwrap().len(), 100_000);
    }
}

#[tokio::test]
async fn limits_the_size_of_decoded_frames() {
    let [_, bomb] = bombs();
    let response = gzip_response(&bomb);
    let address = serve(move |mut stream| {
        let response = response.clone();
        async move {
            use tokio::io::AsyncWriteExt;
            read_request(&mut stream).await;
            stream.write_all(&response).await.unwrap();
        }
    })
    .await;
    let transport = HyperTransport::builder().no_proxy().build().unwrap();
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = format!("http://{address}/").parse().unwrap();
    let mut body = transport.send(request).await.unwrap().into_body();
    let (mut whole, mut largest) = (0, 0);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let data = frame.unwrap().into_data().unwrap();
        whole += data.len();
        largest = largest.max(data.len());
    }
    assert_eq!(whole, 16 << 20);
    assert!(largest <= 64 << 10, "{largest}");
}
