//! Servers that take too long.

use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::tests::server::{Then, answering, client, read_request, serve};
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
    let took = start.elapsed();
    assert!(took >= SHORT && took < Duration::from_secs(10), "{took:?}");
    assert!(
        error.is_timeout() && !error.is_unsent() && !error.is_decode(),
        "{error:?}"
    );
    error
}

#[tokio::test(start_paused = true)]
async fn the_default_clock_goes_by_tokios_time() {
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
async fn headers_that_never_come() {
    let client = answering("", Then::Stall).await;
    for options in [
        CallOptions::new().timeout(SHORT),
        CallOptions::new().attempt_timeout(SHORT),
        CallOptions::new().timeout(LONG).attempt_timeout(SHORT),
        CallOptions::new().timeout(SHORT).attempt_timeout(LONG),
    ] {
        // The server talks to one client at a time.
        let client = client.clone();
        let error = late(&client, options).await;
        assert_eq!((error.status(), error.body()), (None, None));
        assert_eq!(error.to_string(), "list-rules: no response within 150ms");
    }
}

#[tokio::test]
async fn a_body_that_stalls() {
    let client = answering(
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"results\"",
        Then::Stall,
    )
    .await;
    let error = late(&client, CallOptions::new().attempt_timeout(SHORT)).await;
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), "{\"results\"");
    assert_eq!(
        error.to_string(),
        "list-rules: 200 OK: the body was not complete within 150ms"
    );
}

#[tokio::test]
async fn a_body_that_drips() {
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
    let error = late(&client(address), CallOptions::new().timeout(SHORT)).await;
    assert!(error.is_server_error());
    assert!(!error.body().unwrap().is_empty());
}

#[tokio::test]
async fn an_unwanted_body_that_stalls_is_no_failure() {
    let client = answering(
        "HTTP/1.1 202 Accepted\r\ncontent-length: 100\r\n\r\n",
        Then::Stall,
    )
    .await;
    let response = Call::new(&client, &LIST)
        .with(CallOptions::new().timeout(SHORT))
        .empty_response()
        .await
        .unwrap();
    assert_eq!(response.status(), 202);
}

#[tokio::test]
async fn the_clients_timeouts_hold_unless_the_call_has_its_own() {
    let address = serve(|mut stream| async move {
        read_request(&mut stream).await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        let _ = stream
            .write_all(crate::tests::server::ok("{\"results\":[]}").as_bytes())
            .await;
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
        // Options that say nothing of timeouts take none away.
        let call = Call::new(&client, &LIST)
            .with(own)
            .with(CallOptions::new().header("x", "y"));
        call.json_response::<Page>().await.unwrap();
    }
}

#[tokio::test]
async fn a_connection_that_is_never_ready() {
    // TCP connects, by the listener's backlog, and nobody answers the TLS greeting.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let client = builder()
        .base_url(url)
        .connect_timeout(SHORT)
        .build()
        .unwrap();
    let start = Instant::now();
    let error = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(
        error.is_connect() && error.is_timeout() && error.is_unsent(),
        "{error:?}"
    );
    assert!(
        format!("{error:?}").contains("not made within 150ms"),
        "{error:?}"
    );
}
