//! A server that accepts only the expected requests, in their order.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::expected::{Exchange, Response};
use crate::http1::{self, Message};

/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A server on the loopback interface.
pub struct Server {
    /// The address with the port.
    pub address: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    expected: VecDeque<Exchange>,
    problems: Vec<String>,
}

impl Server {
    /// Starts a server.
    ///
    /// # Errors
    ///
    /// If it cannot listen.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?.to_string();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let result = stream.and_then(|stream| respond(&shared, &stream));
                if let Err(error) = result {
                    lock(&shared).problems.push(format!("the server: {error}"));
                }
            }
        });
        Ok(Self { address, state })
    }

    /// Expects these requests, and no other.
    pub fn expect(&self, exchanges: &[Exchange]) {
        let expected = exchanges.iter().cloned().collect();
        *lock(&self.state) = State {
            expected,
            problems: Vec::new(),
        };
    }

    /// How the requests differ from the expected ones, if they do.
    pub fn problem(&self) -> Option<String> {
        lock(&self.state).problems.first().cloned()
    }

    /// The number of expected requests that did not arrive.
    pub fn missing(&self) -> usize {
        lock(&self.state).expected.len()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn respond(state: &Mutex<State>, stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    let request = http1::read(stream, false)?;
    let response = response(&mut lock(state), &request);
    let is_head = request.start.starts_with("HEAD ");
    let mut stream = stream;
    stream.write_all(&message(&response, is_head))
}

fn response(state: &mut State, request: &Message) -> Response {
    let problem = match state.expected.pop_front() {
        None => format!("a request that is not expected: {}", request.start),
        Some(exchange) => match exchange.request.difference(request) {
            None => return exchange.response,
            Some(problem) => problem,
        },
    };
    state.problems.push(problem.clone());
    Response {
        status: 400,
        headers: Vec::new(),
        content_type: Some("text/plain".to_owned()),
        body: problem.into_bytes(),
    }
}

fn message(response: &Response, is_head: bool) -> Vec<u8> {
    let status = response.status;
    let mut text = format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n");
    let has_type = |name: &str| name.eq_ignore_ascii_case("content-type");
    if let Some(content_type) = &response.content_type
        && !response.headers.iter().any(|(name, _)| has_type(name))
    {
        text += &format!("content-type: {content_type}\r\n");
    }
    if status != 204 {
        text += &format!("content-length: {}\r\n", response.body.len());
    }
    for (name, value) in &response.headers {
        text += &format!("{name}: {value}\r\n");
    }
    let mut message = (text + "\r\n").into_bytes();
    if !is_head {
        message.extend(&response.body);
    }
    message
}
