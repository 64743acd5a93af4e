//! A server on loopback that is told, connection by connection, what to do.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::support::read_request;

/// What is done with a connection.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// It is closed before anything is read of it.
    Close,
    /// It is closed after the request was read.
    ReadAndClose,
    /// The request is read, and this is sent; then it is closed.
    Send(Vec<u8>),
    /// The request is read, and this is sent; then nothing more, until the client hangs up.
    SendAndStall(Vec<u8>),
}

/// A whole answer, after which the connection is closed.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Step {
    let length = body.len();
    Step::Send(
        format!(
            "HTTP/1.1 {status} Told\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
        )
        .into_bytes(),
    )
}

/// The server.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    requests: Vec<String>,
    connections: usize,
    stalled: usize,
    hung_up: usize,
}

impl Server {
    /// Takes connections and does one step with each, the last one again and again.
    pub(crate) async fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            seen: Arc::default(),
        };
        let (steps, this) = (steps.into_iter().collect::<Vec<_>>(), server.clone());
        tokio::spawn(async move {
            let mut number = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let step = steps.get(number).or(steps.last()).unwrap().clone();
                number += 1;
                this.seen.lock().unwrap().connections += 1;
                tokio::spawn(this.clone().serve(stream, step));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were read.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }

    /// How many connections there were.
    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// Waits until the client has hung up on so many stalled connections.
    pub(crate) async fn hung_up(&self, count: usize) {
        self.reached(|seen| seen.hung_up, count).await;
    }

    /// Waits until the server has sent its part of so many stalled responses.
    pub(crate) async fn stalled(&self, count: usize) {
        self.reached(|seen| seen.stalled, count).await;
    }

    async fn reached(&self, counter: fn(&Seen) -> usize, count: usize) {
        while counter(&self.seen.lock().unwrap()) < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn serve(self, mut stream: TcpStream, step: Step) {
        if matches!(step, Step::Close) {
            // Closed with something unread and no linger, it is reset.
            return;
        }
        let request = read_request(&mut stream).await;
        self.seen.lock().unwrap().requests.push(request);
        match step {
            Step::Close | Step::ReadAndClose => {}
            Step::Send(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
            Step::SendAndStall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                self.seen.lock().unwrap().stalled += 1;
                let _ = stream.read(&mut [0; 1]).await;
                self.seen.lock().unwrap().hung_up += 1;
            }
        }
    }
}

/// The value of a header in the text of a request.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(": "))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}
