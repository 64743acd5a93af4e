//! Helpers shared by test binaries: a recognizable key, and servers that send raw bytes.

use std::net::SocketAddr;

use codat_platform::{ApiKey, Client, ClientBuilder, Retry};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::{TcpListener, TcpStream};

/// A key that is easy to find in output where it must not appear.
pub(crate) const KEY: &str = "k3y-that-must-not-show";

/// The header with that key: its Base64, without a user name and a colon.
pub(crate) const BASIC: &str = "Basic azN5LXRoYXQtbXVzdC1ub3Qtc2hvdw==";

/// A builder with the key, for a local server and without retries.
pub(crate) fn builder(base_url: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder()
        .api_key(ApiKey::new(KEY))
        .base_url(base_url)
        .retry(Retry::none());
    // A proxy from the environment must not be used for a local server.
    #[cfg(feature = "hyper")]
    let builder = builder.no_proxy();
    builder
}

/// Starts a server that passes every connection to `handle`, one at a time.
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

/// Reads a request: its head, and a body of the length in the head.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> String {
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
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap())
}
