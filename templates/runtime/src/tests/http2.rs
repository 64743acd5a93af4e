//! HTTP/2, which is used if the server offers it by ALPN.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use http::{Request, Response, Version};
use http_body::{Body as _, Frame};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::tests::certificates::{Authority, TlsServer};
use crate::tests::support::{CREATE, LIST, Page, Rule, builder};
use crate::{Body, Call, CallOptions, Client, HyperTransport, Transport};

type Received = Request<h2::RecvStream>;

/// An HTTP/2 server with a task for each request. Returns its address, its root certificate and the
/// number of connections.
async fn serve<F: Future<Output = ()> + Send + 'static>(
    handle: impl Fn(Received, SendResponse<Bytes>) -> F + Send + Sync + 'static,
) -> (SocketAddr, String, Arc<AtomicUsize>) {
    let authority = Authority::new();
    let settings = TlsServer {
        alpn: &["h2", "http/1.1"],
        ..TlsServer::default()
    };
    let acceptor = authority.server("127.0.0.1", settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let handle = Arc::new(handle);
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, handle) = (acceptor.clone(), Arc::clone(&handle));
            counter.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let stream = acceptor.accept(stream).await.unwrap();
                let mut connection = h2::server::handshake(stream).await.unwrap();
                while let Some(Ok((request, respond))) = connection.accept().await {
                    tokio::spawn(handle(request, respond));
                }
            });
        }
    });
    (address, authority.pem(), connections)
}

fn client(address: SocketAddr, root: &str) -> Client {
    let url = format!("https://{address}");
    builder()
        .base_url(url)
        .root_certificates(root)
        .build()
        .unwrap()
}

fn respond_with(respond: &mut SendResponse<Bytes>, body: &str) {
    let mut stream = respond.send_response(Response::new(()), false).unwrap();
    stream
        .send_data(Bytes::from(body.to_owned()), true)
        .unwrap();
}

/// Reads the whole body and releases the flow-control window.
async fn read(mut body: h2::RecvStream) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(data) = body.data().await {
        let data = data.unwrap();
        body.flow_control().release_capacity(data.len()).unwrap();
        all.extend_from_slice(&data);
    }
    all
}

#[tokio::test]
async fn uses_http2_if_the_server_offers_it() {
    let (sender, mut heads) = mpsc::unbounded_channel();
    let (address, root, _) = serve(move |request, mut respond| {
        let sender = sender.clone();
        async move {
            let (head, body) = request.into_parts();
            sender.send((head, read(body).await)).unwrap();
            respond_with(&mut respond, r#"{"id":1,"name":"one"}"#);
        }
    })
    .await;
    let rule = Rule {
        id: 1,
        name: "one".to_owned(),
    };
    let client = client(address, &root);
    let call = Call::new(&client, &CREATE).json(&rule);
    assert_eq!(
        call.json_response::<Rule>().await.unwrap().into_body(),
        rule
    );
    let (head, body) = heads.recv().await.unwrap();
    assert_eq!(head.version, Version::HTTP_2);
    assert_eq!(head.uri.to_string(), format!("https://{address}/rules"));
    assert_eq!(head.method, "POST");
    assert!(
        head.headers["authorization"]
            .to_str()
            .unwrap()
            .starts_with("Basic ")
    );
    assert_eq!(head.headers["accept-encoding"], "gzip");
    assert!(!head.headers.contains_key("host"), "{head:?}");
    assert_eq!(body, serde_json::to_vec(&rule).unwrap());
}

#[tokio::test]
async fn uses_http1_if_the_server_offers_only_that() {
    use tokio::io::AsyncWriteExt;
    let authority = Authority::new();
    let settings = TlsServer {
        alpn: &["http/1.1"],
        ..TlsServer::default()
    };
    let acceptor = authority.server("127.0.0.1", settings);
    let address = crate::tests::server::serve(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let mut stream = acceptor.accept(stream).await.unwrap();
            assert_eq!(
                stream.get_ref().1.alpn_protocol(),
                Some(b"http/1.1".as_slice())
            );
            crate::tests::server::read_request(&mut stream).await;
            let response = crate::tests::server::ok("{\"results\":[]}");
            stream.write_all(response.as_bytes()).await.unwrap();
        }
    })
    .await;
    let client = client(address, &authority.pem());
    Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
}

#[tokio::test]
async fn concurrent_calls_share_one_connection() {
    let (address, root, connections) = serve(|_, mut respond| async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        respond_with(&mut respond, "{\"results\":[]}");
    })
    .await;
    let client = client(address, &root);
    Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(Call::new(&client, &LIST).json_response::<Page>()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn dropping_a_call_resets_only_its_own_stream() {
    let (sender, mut events) = mpsc::unbounded_channel();
    let (address, root, connections) = serve(move |request, mut respond| {
        let sender = sender.clone();
        async move {
            if request.headers().contains_key("x-wait") {
                sender.send("started".to_owned()).unwrap();
                let reason = poll_fn(|context| respond.poll_reset(context)).await;
                sender.send(format!("{:?}", reason.unwrap())).unwrap();
            } else {
                respond_with(&mut respond, "{\"results\":[]}");
            }
        }
    })
    .await;
    let client = client(address, &root);
    let wait = CallOptions::new().header("x-wait", "yes");
    let call = Call::new(&client, &LIST).with(wait).json_response::<Page>();
    let call = tokio::spawn(call);
    assert_eq!(events.recv().await.unwrap(), "started");
    call.abort();
    assert_eq!(events.recv().await.unwrap(), "CANCEL");
    Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_stream_reset_by_the_server_is_interrupted() {
    let (address, root, _) = serve(|_, mut respond| async move {
        respond.send_reset(h2::Reason::INTERNAL_ERROR);
    })
    .await;
    let error = Call::new(&client(address, &root), &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
}

#[tokio::test]
async fn a_stream_reset_in_the_body_keeps_what_arrived() {
    let (address, root, _) = serve(|_, mut respond| async move {
        let mut stream = respond.send_response(Response::new(()), false).unwrap();
        stream
            .send_data(Bytes::from_static(b"{\"res"), false)
            .unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream.send_reset(h2::Reason::INTERNAL_ERROR);
    })
    .await;
    let error = Call::new(&client(address, &root), &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert!(
        error.is_interrupted() && error.status().unwrap() == 200,
        "{error:?}"
    );
    assert_eq!(error.body().unwrap(), "{\"res");
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
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![left; 100_000])))))
    }
}

#[tokio::test]
async fn streams_request_and_response_bodies() {
    let (address, root, _) = serve(|request, mut respond| async move {
        let all = read(request.into_body()).await;
        let mut stream = respond.send_response(Response::new(()), false).unwrap();
        stream
            .send_data(Bytes::from(all.len().to_string()), false)
            .unwrap();
        stream
            .send_data(Bytes::from_static(b" bytes"), true)
            .unwrap();
    })
    .await;
    let transport = HyperTransport::builder()
        .no_proxy()
        .root_certificates(root)
        .build()
        .unwrap();
    let mut request = Request::new(Body::stream(Chunks(20)));
    *request.method_mut() = http::Method::POST;
    *request.uri_mut() = format!("https://{address}/").parse().unwrap();
    let mut body = transport.send(request).await.unwrap().into_body();
    let mut text = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        text.extend_from_slice(&frame.unwrap().into_data().unwrap());
    }
    assert_eq!(text, b"2000000 bytes");
}
