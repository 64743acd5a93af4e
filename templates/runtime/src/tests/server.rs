//! Servers on raw sockets, for behaviour that HTTP libraries do not allow.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
#[cfg(feature = "hyper")]
use tokio::sync::mpsc;

#[cfg(feature = "hyper")]
use crate::Client;
#[cfg(feature = "hyper")]
use crate::tests::support::builder;

/// Starts a server that passes each connection to `handle`, one at a time.
pub(crate) async fn serve<F, H>(mut handle: H) -> SocketAddr
where
    F: Future<Output = ()> + Send,
    H: FnMut(TcpStream) -> F + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            handle(stream).await;
        }
    });
    address
}

/// Starts a server that reads one request per connection, sends the given bytes, and then closes
/// the connection or waits until the client does. Returns a client of it.
#[cfg(feature = "hyper")]
pub(crate) async fn responding(response: impl AsRef<[u8]>, then: Then) -> Client {
    client(responding_at(response, then).await)
}

/// Like [`responding`], and returns the address.
pub(crate) async fn responding_at(response: impl AsRef<[u8]>, then: Then) -> SocketAddr {
    let response = response.as_ref().to_vec();
    serve(move |mut stream| {
        let response = response.clone();
        async move {
            read_request(&mut stream).await;
            // A client with a short timeout may have closed the connection.
            let _ = stream.write_all(&response).await;
            let _ = match then {
                Then::Close => stream.shutdown().await,
                Then::Stall => stream.read_to_end(&mut Vec::new()).await.map(drop),
            };
        }
    })
    .await
}

#[derive(Clone, Copy)]
pub(crate) enum Then {
    Close,
    Stall,
}

/// Starts a server that responds with `{}` and sends each request to the channel.
#[cfg(feature = "hyper")]
pub(crate) async fn capturing() -> (Client, mpsc::UnboundedReceiver<String>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let address = serve(move |mut stream| {
        let sender = sender.clone();
        async move {
            sender.send(read_request(&mut stream).await).unwrap();
            stream.write_all(ok("{}").as_bytes()).await.unwrap();
        }
    })
    .await;
    (client(address), receiver)
}

#[cfg(feature = "hyper")]
pub(crate) fn client(address: SocketAddr) -> Client {
    builder()
        .base_url(format!("http://{address}"))
        .build()
        .unwrap()
}

/// A complete response that closes the connection.
pub(crate) fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Reads a request: its head, and a body of the length that the head declares.
pub(crate) async fn read_request<S: tokio::io::AsyncRead + Unpin>(stream: &mut S) -> String {
    let mut read = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.unwrap_or(0);
        read.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&read).into_owned();
        if count == 0 || is_complete(&text) {
            return text;
        }
    }
}

fn is_complete(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let head = head.to_ascii_lowercase();
    if head.contains("transfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap())
}
