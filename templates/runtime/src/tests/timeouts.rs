//! Timeouts of calls, attempts, bodies and connections.

use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::tests::growing_timeouts::with_growing_timeout;
use crate::tests::server::{Then, client, read_request, responding, serve};
use crate::tests::support::{LIST, Page, builder};
use crate::{Call, CallOptions, Client, Clock, Error, TokioClock};

const SHORT: Duration = Duration::from_millis(150);
const LONG: Duration = Duration::from_secs(30);

async fn late(client: &Client, options: CallOptions) -> Error {
    let start = Instant::now();
    let error = match Call::new(client, &LIST)
        .with(options)
        .json_response::<Page>()
        .await
    {
        Ok(_) => panic!("the call succeeded"),
        Err(error) => error,
    };
    assert!(start.elapsed() >= SHORT, "{:?}", start.elapsed());
    assert!(error.is_timeout() && !error.is_decode(), "{error:?}");
    error
}

/// The error of a call whose timeout is long enough for the request to be sent.
async fn late_response(
    client: &Client,
    options: impl Fn(Duration) -> CallOptions,
) -> (Duration, Error) {
    let attempt = |timeout| late(client, options(timeout));
    with_growing_timeout(attempt, |error| !error.is_unsent()).await
}

/// The error of a call whose timeout is long enough for a part of the body to arrive.
async fn late_body(
    client: &Client,
    options: impl Fn(Duration) -> CallOptions,
) -> (Duration, Error) {
    let attempt = |timeout| late(client, options(timeout));
    let has_body = |error: &Error| error.body().is_some_and(|body| !body.is_empty());
    with_growing_timeout(attempt, has_body).await
}

#[tokio::test(start_paused = true)]
async fn the_default_clock_uses_tokio_time() {
    let start = TokioClock.now();
    TokioClock.sleep(Duration::from_secs(3600)).await;
    assert!(TokioClock.now() - start >= Duration::from_secs(3600));
}

#[test]
fn the_default_clock_outside_of_tokio_does_not_panic() {
    let mut sleep = TokioClock.sleep(Duration::from_secs(3600));
    let mut context = Context::from_waker(Waker::noop());
    assert!(sleep.as_mut().poll(&mut context).is_ready());
}

#[tokio::test]
async fn headers_that_never_arrive_are_a_timeout() {
    let client = responding("", Then::Stall).await;
    let options: [fn(Duration) -> CallOptions; 4] = [
        |short| CallOptions::new().timeout(short),
        |short| CallOptions::new().attempt_timeout(short),
        |short| CallOptions::new().timeout(LONG).attempt_timeout(short),
        |short| CallOptions::new().timeout(short).attempt_timeout(LONG),
    ];
    for options in options {
        let (timeout, error) = late_response(&client, options).await;
        assert_eq!((error.status(), error.body()), (None, None));
        let message = format!("list-rules: no response within {timeout:?}");
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn a_stalled_body_is_a_timeout() {
    let client = responding(
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"results\"",
        Then::Stall,
    )
    .await;
    let options = |short| CallOptions::new().attempt_timeout(short);
    let (timeout, error) = late_body(&client, options).await;
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), "{\"results\"");
    assert_eq!(
        error.to_string(),
        format!("list-rules: 200 OK: the body was not complete within {timeout:?}")
    );
}

#[tokio::test]
async fn a_slow_body_is_a_timeout() {
    let address = serve(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream
            .write_all(b"HTTP/1.1 503 Oops\r\ncontent-length: 10000\r\n\r\n")
            .await;
        while stream.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let options = |short| CallOptions::new().timeout(short);
    let (_, error) = late_body(&client(address), options).await;
    assert!(error.is_server_error());
}

#[tokio::test]
async fn a_stalled_body_that_is_ignored_is_not_an_error() {
    let client = responding(
        "HTTP/1.1 202 Accepted\r\ncontent-length: 100\r\n\r\n",
        Then::Stall,
    )
    .await;
    let list = |timeout| {
        let options = CallOptions::new().timeout(timeout);
        Call::new(&client, &LIST).with(options).empty_response()
    };
    let (_, response) = with_growing_timeout(list, Result::is_ok).await;
    assert_eq!(response.unwrap().status(), 202);
}

#[tokio::test]
async fn timeouts_of_a_call_override_those_of_the_client() {
    let address = serve(|mut stream| async move {
        if read_request(&mut stream).await.contains("x: y") {
            tokio::time::sleep(SHORT * 2).await;
            let response = crate::tests::server::ok("{\"results\":[]}");
            let _ = stream.write_all(response.as_bytes()).await;
        } else {
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    })
    .await;
    for short in [true, false] {
        let settings = builder().base_url(format!("http://{address}"));
        let client = if short {
            settings.timeout(SHORT)
        } else {
            settings.attempt_timeout(SHORT)
        }
        .build()
        .unwrap();
        late(&client, CallOptions::new()).await;
        let own = CallOptions::new()
            .timeout(Duration::MAX)
            .attempt_timeout(LONG);
        // Options without timeouts keep the timeouts that were set before.
        let call = Call::new(&client, &LIST)
            .with(own)
            .with(CallOptions::new().header("x", "y"));
        call.json_response::<Page>().await.unwrap();
    }
}

#[tokio::test]
async fn a_stalled_tls_handshake_is_a_connect_timeout() {
    // TCP connects, because the listener has a backlog, but the TLS handshake stalls.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let client = builder()
        .base_url(url)
        .connect_timeout(SHORT)
        .build()
        .unwrap();
    let error = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert!(
        error.is_connect() && error.is_timeout() && error.is_unsent(),
        "{error:?}"
    );
    assert!(
        format!("{error:?}").contains("not established within 150ms"),
        "{error:?}"
    );
}
