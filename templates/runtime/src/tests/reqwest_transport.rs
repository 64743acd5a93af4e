//! The transport on a `reqwest` client, against real servers.

use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http_body::{Body as _, Frame};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::unbounded_channel;

use crate::tests::growing_timeouts::with_growing_timeout;
use crate::tests::server::{Then, ok, read_request, responding_at, serve};
use crate::tests::support::{CREATE, KEY_BASE64, LIST, Page, Rule, builder};
use crate::{Body, Call, CallOptions, Client, Error, ReqwestTransport, Transport};

const SHORT: Duration = Duration::from_millis(150);

fn transport() -> ReqwestTransport {
    // Proxies from the environment must not apply to loopback.
    ReqwestTransport::from_builder(reqwest::Client::builder().no_proxy()).unwrap()
}

fn client(address: SocketAddr) -> Client {
    let builder = builder().base_url(format!("http://{address}"));
    // The default clock is Tokio's, with or without `hyper`.
    builder.transport(transport()).build().unwrap()
}

async fn failed(client: &Client) -> Error {
    failed_with(client, CallOptions::new()).await
}

async fn failed_with(client: &Client, options: CallOptions) -> Error {
    match Call::new(client, &LIST)
        .with(options)
        .json_response::<Page>()
        .await
    {
        Ok(_) => panic!("the call succeeded"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn passes_requests_and_responses_on_unchanged() {
    let (sender, mut requests) = unbounded_channel();
    let address = serve(move |mut stream| {
        let sender = sender.clone();
        async move {
            sender.send(read_request(&mut stream).await).unwrap();
            let response = ok("{\"id\":1,\"name\":\"one\"}").replace("200 OK", "201 Created");
            stream.write_all(response.as_bytes()).await.unwrap();
        }
    })
    .await;
    let rule = Rule {
        id: 1,
        name: "one".to_owned(),
    };
    let own = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("http://{address}/v1");
    let of_own = builder()
        .base_url(url)
        .transport(ReqwestTransport::new(own));
    for (client, path) in [
        (client(address), "/rules"),
        (of_own.build().unwrap(), "/v1/rules"),
    ] {
        let call = Call::new(&client, &CREATE).json(&rule);
        let response = call.json_response::<Rule>().await.unwrap();
        assert_eq!((response.status().as_u16(), response.body()), (201, &rule));
        assert_eq!(response.headers()["content-type"], "application/json");
        let request = requests.recv().await.unwrap();
        assert!(
            request.starts_with(&format!("POST {path} HTTP/1.1\r\n")),
            "{request}"
        );
        for header in [
            &format!("authorization: Basic {KEY_BASE64}"),
            "accept: application/json",
            "user-agent: test-sdk/1.2.3",
            "content-length: 21",
        ] {
            assert!(
                request.contains(&format!("{header}\r\n")),
                "{header}: {request}"
            );
        }
        assert!(
            request.ends_with("\r\n\r\n{\"id\":1,\"name\":\"one\"}"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_refused_connection_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(listener.local_addr().unwrap());
    drop(listener);
    let error = failed(&client).await;
    assert!(
        error.is_connect() && error.is_unsent() && !error.is_timeout(),
        "{error:?}"
    );
    assert!(
        format!("{error:?}").to_lowercase().contains("refused"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_connection_closed_or_reset_before_a_response_is_interrupted() {
    for reset in [false, true] {
        let address = serve(move |mut stream| async move {
            read_request(&mut stream).await;
            if reset {
                stream.set_zero_linger().unwrap();
            }
        })
        .await;
        let error = failed(&client(address)).await;
        assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
        assert_eq!((error.status(), error.body()), (None, None));
        // reqwest's own messages contain the URL, whose query may be secret.
        assert!(!format!("{error:?}").contains("/rules"), "{error:?}");
    }
}

#[tokio::test]
async fn a_truncated_body_is_kept() {
    for response in [
        "HTTP/1.1 503 Busy\r\ncontent-length: 100\r\n\r\n{\"error\"",
        "HTTP/1.1 503 Busy\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"error\"\r\n",
    ] {
        let address = responding_at(response, Then::Close).await;
        let error = failed(&client(address)).await;
        assert!(
            error.is_interrupted() && error.is_server_error(),
            "{error:?}"
        );
        assert_eq!(error.body().unwrap(), "{\"error\"");
    }
}

#[tokio::test]
async fn a_stalled_response_or_body_is_a_timeout() {
    for (response, body) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", Some("{")),
        ("", None),
    ] {
        let client = client(responding_at(response, Then::Stall).await);
        let (_, error) = with_growing_timeout(
            |timeout| failed_with(&client, CallOptions::new().timeout(timeout)),
            |error| error.status().is_some() == body.is_some(),
        )
        .await;
        assert!(error.is_timeout() && !error.is_interrupted(), "{error:?}");
        assert_eq!(
            error.body().map(|body| body.as_ref()),
            body.map(str::as_bytes)
        );
    }
}

#[tokio::test]
async fn a_timeout_of_reqwest_is_reported_as_a_timeout() {
    let address = responding_at("", Then::Stall).await;
    let url = format!("http://{address}");
    let list = async |timeout| {
        let own = reqwest::Client::builder().no_proxy().timeout(timeout);
        let transport = ReqwestTransport::new(own.build().unwrap());
        let hasty = builder()
            .base_url(&url)
            .transport(transport)
            .build()
            .unwrap();
        Call::new(&hasty, &LIST)
            .json_response::<Page>()
            .await
            .unwrap_err()
    };
    // A timeout while reqwest connects is a connection error.
    let (_, error) = with_growing_timeout(list, Error::is_interrupted).await;
    assert!(error.is_timeout(), "{error:?}");

    // `from_builder` removes such a timeout.
    let late = serve(|mut stream| async move {
        read_request(&mut stream).await;
        tokio::time::sleep(SHORT * 2).await;
        stream
            .write_all(ok("{\"results\":[]}").as_bytes())
            .await
            .unwrap();
    })
    .await;
    let own = reqwest::Client::builder()
        .no_proxy()
        .timeout(SHORT)
        .read_timeout(SHORT);
    let transport = ReqwestTransport::from_builder(own).unwrap();
    let patient = builder()
        .base_url(format!("http://{late}"))
        .transport(transport);
    let patient = patient.build().unwrap();
    Call::new(&patient, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
}

#[tokio::test]
async fn does_not_follow_redirects() {
    let response = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    let address = responding_at(response, Then::Close).await;
    let error = failed(&client(address)).await;
    assert_eq!(error.status().unwrap(), 302);
}

/// A body of several chunks without a length.
struct Chunks(u8);

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let Some(left) = self.0.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.0 = left;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"chunk")))))
    }
}

async fn next(body: &mut Body) -> Option<Bytes> {
    let frame = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
    Some(frame.unwrap().into_data().unwrap())
}

#[tokio::test]
async fn streams_request_and_response_bodies() {
    for method in [http::Method::POST, http::Method::GET] {
        let (sender, mut requests) = unbounded_channel();
        let (resume, mut resumed) = unbounded_channel::<()>();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            sender.send(read_request(&mut stream).await).unwrap();
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n";
            stream.write_all(head.as_bytes()).await.unwrap();
            resumed.recv().await.unwrap();
            stream.write_all(b"4\r\nlast\r\n0\r\n\r\n").await.unwrap();
        });
        let mut request = Request::new(Body::stream(Chunks(3)));
        *request.method_mut() = method;
        *request.uri_mut() = format!("http://{address}/").parse().unwrap();
        let mut body = transport().send(request).await.unwrap().into_body();
        let request = requests.recv().await.unwrap();
        assert!(
            request.contains("transfer-encoding: chunked\r\n"),
            "{request}"
        );
        assert!(
            request.ends_with(&("5\r\nchunk\r\n".repeat(3) + "0\r\n\r\n")),
            "{request}"
        );
        // The first chunk arrives before the server sends the last one.
        assert_eq!(next(&mut body).await.unwrap(), "first");
        resume.send(()).unwrap();
        assert_eq!(next(&mut body).await.unwrap(), "last");
        assert_eq!(next(&mut body).await, None);
    }
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let (sender, mut events) = unbounded_channel();
    let address = serve(move |mut stream| {
        let sender = sender.clone();
        async move {
            read_request(&mut stream).await;
            sender.send("started").unwrap();
            let _ = stream.read_to_end(&mut Vec::new()).await;
            sender.send("closed").unwrap();
        }
    })
    .await;
    let client = client(address);
    let call = tokio::spawn(Call::new(&client, &LIST).json_response::<Page>());
    assert_eq!(events.recv().await, Some("started"));
    call.abort();
    assert_eq!(events.recv().await, Some("closed"));
    drop(client);
}

#[test]
fn outside_of_a_tokio_runtime_it_returns_an_error() {
    let transport = transport();
    let mut sending = transport.send(Request::new(Body::empty()));
    let mut context = Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Err(error)) = sending.as_mut().poll(&mut context) else {
        panic!("expected an error")
    };
    assert!(error.is_connect(), "{error:?}");
}

#[test]
fn debug_output_does_not_contain_default_headers() {
    let mut headers = http::HeaderMap::new();
    headers.insert("x-token", http::HeaderValue::from_static("s3cret"));
    let own = reqwest::Client::builder()
        .no_proxy()
        .default_headers(headers);
    let transport = ReqwestTransport::new(own.build().unwrap());
    assert!(!format!("{transport:?}").contains("s3cret"));
}
