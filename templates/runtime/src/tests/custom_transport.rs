//! A custom transport and clock that use threads, without an async runtime.
//!
//! The server and the sockets are real. This is how the crate is used without the feature `hyper`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use http::{Request, StatusCode};

use crate::tests::support::{CREATE, LIST, Page, Rule, builder};
use crate::{
    Body, BoxFuture, Call, CallOptions, Client, ClientBuilder, Clock, Transport, TransportError,
};

/// Runs a future on the current thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

/// Runs a function on a new thread. The future completes with its result.
fn on_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> BoxFuture<'static, T> {
    let shared = Arc::new(Mutex::new((None, None::<Waker>)));
    let done = Arc::clone(&shared);
    thread::spawn(move || {
        let value = run();
        let mut slot = done.lock().unwrap_or_else(|poison| poison.into_inner());
        slot.0 = Some(value);
        if let Some(waker) = slot.1.take() {
            waker.wake();
        }
    });
    Box::pin(std::future::poll_fn(move |context| {
        let mut slot = shared.lock().unwrap_or_else(|poison| poison.into_inner());
        slot.1 = Some(context.waker().clone());
        slot.0.take().map_or(Poll::Pending, Poll::Ready)
    }))
}

struct ThreadClock;

impl Clock for ThreadClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        on_thread(move || thread::sleep(duration))
    }
}

/// HTTP/1.0 with one connection per request.
pub(crate) struct ThreadTransport;

impl Transport for ThreadTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        on_thread(move || {
            let authority = request
                .uri()
                .authority()
                .ok_or_else(|| TransportError::connect("no host"))?;
            let mut stream =
                TcpStream::connect(authority.as_str()).map_err(TransportError::connect)?;
            exchange(&mut stream, &request).map_err(TransportError::other)
        })
    }
}

fn exchange(
    stream: &mut TcpStream,
    request: &Request<Body>,
) -> std::io::Result<http::Response<Body>> {
    let body = request.body().as_bytes().cloned().unwrap_or_default();
    write!(
        stream,
        "{} {} HTTP/1.0\r\n",
        request.method(),
        request.uri()
    )?;
    for (name, value) in request.headers() {
        write!(
            stream,
            "{name}: {}\r\n",
            String::from_utf8_lossy(value.as_bytes())
        )?;
    }
    write!(stream, "content-length: {}\r\n\r\n", body.len())?;
    stream.write_all(&body)?;
    let mut response_text = String::new();
    stream.read_to_string(&mut response_text)?;
    let (head, body) = response_text
        .split_once("\r\n\r\n")
        .unwrap_or((&response_text, ""));
    let mut response = http::Response::new(Body::from(body.to_owned()));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Ok(response)
}

/// Sets a transport and a clock that need no feature.
pub(crate) fn offline(builder: ClientBuilder) -> ClientBuilder {
    builder.transport(ThreadTransport).clock(ThreadClock)
}

/// Reads a whole request. Unread data would reset the connection.
fn read_request(stream: &mut TcpStream) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
}

/// Starts a server that responds to one request after a delay.
pub(crate) fn serve_once(response: &'static str, wait: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
    let address = listener
        .local_addr()
        .unwrap_or_else(|error| panic!("{error}"));
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap_or_else(|error| panic!("{error}"));
        read_request(&mut stream);
        thread::sleep(wait);
        let _ = stream.write_all(response.as_bytes());
    });
    address
}

fn client(address: SocketAddr) -> Client {
    offline(builder().base_url(format!("http://{address}")))
        .build()
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn calls_use_the_custom_transport() {
    let address = serve_once(
        "HTTP/1.0 201 Created\r\n\r\n{\"id\":1,\"name\":\"one\"}",
        Duration::ZERO,
    );
    let rule = Rule {
        id: 1,
        name: "one".to_owned(),
    };
    let response = block_on(
        Call::new(&client(address), &CREATE)
            .json(&rule)
            .json_response::<Rule>(),
    )
    .unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.into_body(), rule);
}

#[test]
fn timeouts_use_the_custom_clock() {
    let address = serve_once("HTTP/1.0 200 OK\r\n\r\n{\"results\":[]}", Duration::MAX);
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let error = block_on(
        Call::new(&client(address), &LIST)
            .with(options)
            .json_response::<Page>(),
    )
    .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), "list-rules: no response within 50ms");
}

#[test]
fn connect_errors_and_other_errors_of_a_transport_differ() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let error = block_on(Call::new(&client(address), &LIST).json_response::<Page>()).unwrap_err();
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");

    struct Broken;
    impl Transport for Broken {
        fn send(
            &self,
            _: Request<Body>,
        ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            Box::pin(async { Err(TransportError::other("the connection was cut")) })
        }
    }
    // A transport can be shared.
    let shared: Arc<dyn Transport> = Arc::new(Broken);
    let client = offline(builder()).transport(shared).build().unwrap();
    let error = block_on(Call::new(&client, &LIST).json_response::<Page>()).unwrap_err();
    assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the connection was cut"
    );
}

#[cfg(feature = "hyper")]
#[test]
fn the_default_transport_outside_of_tokio_returns_an_error() {
    let client = builder().base_url("http://127.0.0.1:9").build().unwrap();
    let error = block_on(Call::new(&client, &LIST).json_response::<Page>()).unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .contains("Tokio runtime")
    );
}
