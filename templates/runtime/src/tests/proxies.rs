//! Proxies: which requests use which proxy, and how.

mod settings;

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::tests::certificates::{Authority, TlsServer};
use crate::tests::server::{ok, read_request, serve};
use crate::tests::support::{API, KEY, LIST, Page, builder};
use crate::{ApiKey, Call, Client, ClientBuilder, Error, Response, client_builder};

const EMPTY: &str = "{\"results\":[]}";
/// `user` and `pass:word` as they are sent in a header.
const BASIC: &str = "Basic dXNlcjpwYXNzOndvcmQ=";
const PASSWORD: &str = "pass%3Aword";

/// A proxy that records the requests, responds to plain requests itself and opens tunnels to
/// loopback ports.
async fn proxy() -> (SocketAddr, UnboundedReceiver<String>) {
    let (sender, requests) = unbounded_channel();
    let address = serve(move |stream| {
        let sender = sender.clone();
        async move {
            tokio::spawn(handle_proxy_request(stream, move |request| {
                sender.send(request).unwrap()
            }));
        }
    })
    .await;
    (address, requests)
}

async fn handle_proxy_request<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    record: impl FnOnce(String),
) {
    let request = read_request(&mut stream).await;
    let target = request.strip_prefix("CONNECT ").map(|rest| rest.to_owned());
    record(request);
    let Some(target) = target else {
        let _ = stream.write_all(ok(EMPTY).as_bytes()).await;
        let _ = stream.shutdown().await;
        return;
    };
    // Every host name means loopback here.
    let port = target.split([':', ' ']).nth(1).unwrap().to_owned();
    let mut server = TcpStream::connect(format!("127.0.0.1:{port}"))
        .await
        .unwrap();
    stream
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
        .await
        .unwrap();
    let _ = copy_bidirectional(&mut stream, &mut server).await;
}

/// An HTTPS server with a host name that only the proxy resolves. Returns its base URL, its root
/// certificate and the requests.
async fn https_server() -> (String, String, UnboundedReceiver<String>) {
    let authority = Authority::new();
    let acceptor = authority.server("api.invalid", TlsServer::default());
    let (sender, requests) = unbounded_channel();
    let address = serve(move |stream| {
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            sender.send(read_request(&mut stream).await).unwrap();
            stream.write_all(ok(EMPTY).as_bytes()).await.unwrap();
            let _ = stream.shutdown().await;
        }
    })
    .await;
    (
        format!("https://api.invalid:{}", address.port()),
        authority.pem(),
        requests,
    )
}

async fn list(builder: ClientBuilder) -> Result<Response<Page>, Error> {
    Call::new(&builder.build()?, &LIST).json_response().await
}

/// The value of a header in a request.
fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = request.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

#[tokio::test]
async fn a_proxy_forwards_plain_requests() {
    let (address, mut requests) = proxy().await;
    let plain = || builder().base_url("http://api.invalid/v1");
    list(plain().proxy(format!("http://{address}")))
        .await
        .unwrap();
    let request = requests.recv().await.unwrap();
    assert!(request.starts_with("GET http://api.invalid/v1/rules HTTP/1.1\r\n"));
    assert_eq!(header(&request, "host"), Some("api.invalid"));
    assert_eq!(header(&request, "proxy-authorization"), None);

    list(plain().proxy(format!("http://user:{PASSWORD}@{address}")))
        .await
        .unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!(header(&request, "proxy-authorization"), Some(BASIC));
    // The default scheme of a proxy is `http`.
    list(plain().proxy(address.to_string())).await.unwrap();
    assert!(
        requests
            .recv()
            .await
            .unwrap()
            .starts_with("GET http://api.invalid/")
    );
}

#[tokio::test]
async fn an_https_request_uses_a_tunnel_that_reveals_only_the_host() {
    let (base_url, root, mut inner) = https_server().await;
    let (address, mut requests) = proxy().await;
    let https = || builder().base_url(&base_url).root_certificates(&root);
    for (url, authorization) in [
        (format!("http://{address}"), None),
        (format!("http://user:{PASSWORD}@{address}"), Some(BASIC)),
    ] {
        list(https().proxy(url)).await.unwrap();
        let request = requests.recv().await.unwrap();
        let host = base_url.strip_prefix("https://").unwrap();
        assert!(
            request.starts_with(&format!("CONNECT {host} HTTP/1.1\r\n")),
            "{request}"
        );
        assert_eq!(header(&request, "host"), Some(host));
        assert_eq!(header(&request, "proxy-authorization"), authorization);
        assert_eq!(header(&request, "authorization"), None);
        let request = inner.recv().await.unwrap();
        assert!(request.starts_with("GET /rules HTTP/1.1\r\n"), "{request}");
        assert_eq!(header(&request, "proxy-authorization"), None);
    }
}

#[tokio::test]
async fn connects_to_a_proxy_by_tls() {
    let authority = Authority::new();
    let settings = TlsServer {
        alpn: &["h2", "http/1.1"],
        ..TlsServer::default()
    };
    let acceptor = authority.server("127.0.0.1", settings);
    let (sender, mut requests) = unbounded_channel();
    let address = serve(move |stream| {
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        async move {
            let stream = acceptor.accept(stream).await.unwrap();
            // The client offers no protocols by ALPN, so this is not HTTP/2.
            assert_eq!(stream.get_ref().1.alpn_protocol(), None);
            tokio::spawn(handle_proxy_request(stream, move |request| {
                sender.send(request).unwrap()
            }));
        }
    })
    .await;
    let proxied = || {
        builder()
            .root_certificates(authority.pem())
            .proxy(format!("https://{address}"))
    };
    list(proxied().base_url("http://api.invalid"))
        .await
        .unwrap();
    assert!(
        requests
            .recv()
            .await
            .unwrap()
            .starts_with("GET http://api.invalid/rules ")
    );
    let (base_url, root, _inner) = https_server().await;
    list(proxied().base_url(base_url).root_certificates(root))
        .await
        .unwrap();
    assert!(
        requests
            .recv()
            .await
            .unwrap()
            .starts_with("CONNECT api.invalid:")
    );
}

#[tokio::test]
async fn a_proxy_that_rejects_the_tunnel_is_a_connect_error() {
    for (response, cause) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            "authorization required",
        ),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", "unsuccessful"),
        ("", "unexpected end of file"),
        ("nonsense\r\n\r\n", "unsuccessful"),
    ] {
        let address = serve(move |mut stream| async move {
            read_request(&mut stream).await;
            let _ = stream.write_all(response.as_bytes()).await;
            let _ = stream.shutdown().await;
        })
        .await;
        let proxied = builder().base_url("https://api.invalid").root_certificates(
            // Without any root certificate, the call would fail earlier.
            Authority::new().pem(),
        );
        let proxied = proxied.proxy(format!("http://user:{PASSWORD}@{address}"));
        let error = list(proxied).await.unwrap_err();
        assert!(
            error.is_connect() && error.is_unsent(),
            "{response}: {error:?}"
        );
        let debug = format!("{error:?}");
        assert!(debug.contains(cause), "{response}: {debug}");
        assert!(
            !debug.contains("word") && !debug.contains("dXNlcj"),
            "{debug}"
        );
    }
}

#[tokio::test]
async fn an_unreachable_or_silent_proxy_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let root = Authority::new().pem();
    let proxied = || {
        let https = builder()
            .base_url("https://api.invalid")
            .root_certificates(&root);
        https.proxy(&url)
    };
    let short = Duration::from_millis(150);
    let error = list(proxied().connect_timeout(short)).await.unwrap_err();
    assert!(
        error.is_connect() && error.is_timeout() && error.is_unsent(),
        "{error:?}"
    );
    drop(listener);
    let error = list(proxied()).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
}

/// A SOCKS 5 proxy for one user. It records the requested host name, and opens tunnels to loopback.
async fn socks() -> (SocketAddr, UnboundedReceiver<String>) {
    let (sender, names) = unbounded_channel();
    let address = serve(move |mut stream| {
        let sender = sender.clone();
        async move {
            let mut head = [0; 2];
            stream.read_exact(&mut head).await.unwrap();
            let mut methods = vec![0; head[1].into()];
            stream.read_exact(&mut methods).await.unwrap();
            assert!(methods.contains(&2), "{methods:?}");
            stream.write_all(&[5, 2]).await.unwrap();
            let mut user = [0; 1 + 1 + 4 + 1 + 9];
            stream.read_exact(&mut user).await.unwrap();
            assert_eq!(&user, b"\x01\x04user\x09pass:word");
            stream.write_all(&[1, 0]).await.unwrap();
            let mut request = [0; 5];
            stream.read_exact(&mut request).await.unwrap();
            assert_eq!(request[..4], [5, 1, 0, 3]);
            let mut name = vec![0; usize::from(request[4]) + 2];
            stream.read_exact(&mut name).await.unwrap();
            let port = name.split_off(name.len() - 2);
            sender.send(String::from_utf8(name).unwrap()).unwrap();
            let port = u16::from_be_bytes([port[0], port[1]]);
            let mut server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            stream
                .write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0])
                .await
                .unwrap();
            let _ = copy_bidirectional(&mut stream, &mut server).await;
        }
    })
    .await;
    (address, names)
}

#[tokio::test]
async fn a_socks_proxy_forwards_http_and_https() {
    let (address, mut names) = socks().await;
    let url = format!("socks5h://user:{PASSWORD}@{address}");
    let (base_url, root, mut inner) = https_server().await;
    let https = builder().base_url(base_url).root_certificates(root);
    list(https.proxy(&url)).await.unwrap();
    assert_eq!(names.recv().await.unwrap(), "api.invalid");
    assert!(inner.recv().await.unwrap().starts_with("GET /rules "));

    let (server, mut requests) = proxy().await;
    let plain = format!("http://plain.invalid:{}", server.port());
    list(builder().base_url(plain).proxy(&url)).await.unwrap();
    assert_eq!(names.recv().await.unwrap(), "plain.invalid");
    // The tunnel leads to the server itself, so the request has a relative URL and no proxy
    // credentials.
    let request = requests.recv().await.unwrap();
    assert!(request.starts_with("GET /rules HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(&request, "proxy-authorization"), None);
}
