//! A server on loopback with a scripted step for each connection.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::support::read_request;

/// How a connection is handled.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Closes the connection before reading from it.
    Close,
    /// Closes the connection after reading the request.
    ReadAndClose,
    /// Reads the request, sends shared and closes the connection.
    Send(Vec<u8>),
    /// Reads the request, sends shared and stalls until the client closes the connection.
    SendAndStall(Vec<u8>),
}

/// A complete response, after which the connection is closed.
pub(crate) fn respond(status: u16, headers: &str, body: &str) -> Step {
    let length = body.len();
    Step::Send(
        format!(
            "HTTP/1.1 {status} Outcome\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
        )
        .into_bytes(),
    )
}

/// A scripted server.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    requests: Vec<String>,
    connections: usize,
    stalled: usize,
    hung_up: usize,
}

impl Server {
    /// Handles each connection by the next step. The last step is repeated.
    pub(crate) async fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            log: Arc::default(),
        };
        let (steps, shared) = (steps.into_iter().collect::<Vec<_>>(), server.clone());
        tokio::spawn(async move {
            let mut number = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let step = steps.get(number).or(steps.last()).unwrap().clone();
                number += 1;
                shared.log.lock().unwrap().connections += 1;
                tokio::spawn(shared.clone().serve(stream, step));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were read.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap().requests.clone()
    }

    /// The number of accepted connections.
    pub(crate) fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// Waits until the client has closed shared many stalled connections.
    pub(crate) async fn hung_up(&self, count: usize) {
        self.reached(|log| log.hung_up, count).await;
    }

    /// Waits until shared many stalled responses have been sent.
    pub(crate) async fn stalled(&self, count: usize) {
        self.reached(|log| log.stalled, count).await;
    }

    async fn reached(&self, counter: fn(&Log) -> usize, count: usize) {
        while counter(&self.log.lock().unwrap()) < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn serve(self, mut stream: TcpStream, step: Step) {
        if matches!(step, Step::Close) {
            // Closing a socket with unread data and no linger resets the connection.
            return;
        }
        let request = read_request(&mut stream).await;
        self.log.lock().unwrap().requests.push(request);
        match step {
            Step::Close | Step::ReadAndClose => {}
            Step::Send(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
            Step::SendAndStall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                self.log.lock().unwrap().stalled += 1;
                let _ = stream.read(&mut [0; 1]).await;
                self.log.lock().unwrap().hung_up += 1;
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
