//! Connections that fail, and responses that violate HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{CallOptions, Retry};
use tokio::io::AsyncWriteExt;

use crate::api::{METHODS, builder, call, client, company, mock_client, success};
use crate::server::{Server, Step, respond};
use crate::support::read_request;

fn once() -> CallOptions {
    CallOptions::new().retry(Retry::none())
}

/// An address without a listener.
async fn unused_address() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_refused_connection_is_unsent() {
    let client = client(unused_address().await);
    for method in METHODS {
        let error = call(&client, method, CallOptions::new()).await.unwrap_err();
        assert!(error.is_connect() && error.is_unsent(), "{error:?}");
        assert!(error.is_retryable());
        assert_eq!(error.attempts(), 4, "{method}");
    }
}

#[tokio::test]
async fn retries_a_connection_closed_before_the_request() {
    for method in METHODS {
        let body = company().to_string();
        let server = Server::new([Step::Close, respond(200, "", &body)]).await;
        let outcome = call(&client(server.url()), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!((outcome.status, server.connections()), (200, 2), "{method}");
    }
}

#[tokio::test]
async fn retries_a_connection_closed_after_the_request() {
    for method in METHODS {
        let body = company().to_string();
        let server = Server::new([Step::ReadAndClose, respond(200, "", &body)]).await;
        let outcome = call(&client(server.url()), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(outcome.attempts, 2, "{method}");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_call_with_a_sent_attempt_is_not_unsent() {
    // The last attempt was refused, but an earlier one may have been processed.
    let refused = || MockResponse::connection_refused();
    let mock = MockTransport::new([
        MockResponse::connection_reset(),
        refused(),
        refused(),
        refused(),
    ]);
    let error = call(&mock_client(&mock), "POST", CallOptions::new())
        .await
        .unwrap_err();
    assert!(error.is_connect() && !error.is_unsent(), "{error:?}");
    // The same if the target of a redirect refuses the connection.
    let moved = MockResponse::status(307).header("location", "https://other.example/x");
    let mock = MockTransport::new([moved, refused()]);
    let client = builder()
        .mock_transport(&mock)
        .follow_redirects(1)
        .build()
        .unwrap();
    let error = call(&client, "POST", once()).await.unwrap_err();
    assert!(error.is_connect() && !error.is_unsent(), "{error:?}");
}

#[tokio::test]
async fn a_broken_connection_is_interrupted_and_not_unsent() {
    let server = Server::new([Step::ReadAndClose]).await;
    let error = call(&client(server.url()), "POST", once())
        .await
        .unwrap_err();
    assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn retries_a_truncated_body() {
    let cut = Step::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"id\"".to_vec());
    let server = Server::new([cut, respond(200, "", &company().to_string())]).await;
    let outcome = call(&client(server.url()), "GET", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(outcome.attempts, 2);
}

#[tokio::test]
async fn the_error_keeps_a_truncated_body() {
    let cut = Step::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"id\"".to_vec());
    let server = Server::new([cut]).await;
    let error = call(&client(server.url()), "GET", once())
        .await
        .unwrap_err();
    assert!(error.is_interrupted(), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), "{\"id\"");
}

#[tokio::test]
async fn handles_a_truncated_error_response_by_its_status() {
    let cut = |status: u16| {
        let head = format!("HTTP/1.1 {status} Status\r\ncontent-length: 500\r\n\r\n{{");
        Step::Send(head.into_bytes())
    };
    let server = Server::new([cut(400)]).await;
    let error = call(&client(server.url()), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (400, 1)
    );
    assert!(!error.is_retryable());
    let server = Server::new([cut(429)]).await;
    let error = call(&client(server.url()), "POST", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (429, 4)
    );
    assert!(error.is_rate_limited() && error.is_retryable());
}

#[tokio::test]
async fn handles_an_oversized_error_response_by_its_status() {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::status(503).body("x".repeat(1000)));
    let client = builder()
        .mock_transport(&mock)
        .max_body_size(100)
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(
        error.is_body_too_large() && error.is_retryable(),
        "{error:?}"
    );
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (503, 4)
    );
}

#[tokio::test]
async fn ignores_data_beyond_the_announced_length() {
    let body = company().to_string();
    let text = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}surplus",
        body.len()
    );
    let server = Server::new([Step::Send(text.into_bytes())]).await;
    let outcome = call(&client(server.url()), "GET", once()).await.unwrap();
    assert_eq!(outcome.status, 200);
}

#[tokio::test]
async fn a_response_that_is_not_http_is_not_retried() {
    for garbage in [
        "SSH-2.0-OpenSSH\r\n",
        "\0\0\0\0",
        "HTTP/1.1 99999 X\r\n\r\n",
    ] {
        let server = Server::new([Step::Send(garbage.into())]).await;
        let error = call(&client(server.url()), "GET", CallOptions::new())
            .await
            .unwrap_err();
        assert!(error.is_interrupted(), "{garbage:?}: {error:?}");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
        let line = error.to_string();
        assert!(
            line.contains("before a response arrived: invalid HTTP"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn skips_interim_responses() {
    let body = company().to_string();
    let text = format!(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let server = Server::new([Step::Send(text.into_bytes())]).await;
    for method in METHODS {
        let outcome = call(&client(server.url()), method, once()).await.unwrap();
        assert_eq!(outcome.status, 200, "{method}");
    }
}

#[tokio::test]
async fn a_304_is_an_error_with_headers() {
    let text = b"HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\nconnection: close\r\n\r\n";
    let server = Server::new([Step::Send(text.to_vec())]).await;
    let error = call(&client(server.url()), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 304);
    assert_eq!(error.headers().unwrap()["etag"], "\"1\"");
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[tokio::test]
async fn does_not_read_an_announced_body_beyond_the_limit() {
    // 100 MB, of which the client accepts 1 MB.
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n";
    let server = Server::new([Step::SendAndStall(head.into())]).await;
    let client = builder()
        .base_url(server.url())
        .max_body_size(1 << 20)
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    assert_eq!(error.attempts(), 1);
    server.hung_up(1).await;
}

#[tokio::test]
async fn limits_a_body_of_unknown_length() {
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 3 << 20]].concat();
    let server = Server::new([Step::SendAndStall(endless)]).await;
    let client = builder()
        .base_url(server.url())
        .max_body_size(1 << 20)
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    assert_eq!(error.body().unwrap().len(), 1 << 20);
}

#[tokio::test]
async fn reads_a_hundred_megabytes_within_the_limit() {
    let name = "x".repeat(100_000_000);
    let mut body = company();
    body["name"] = name.into();
    let server = Server::new([respond(200, "", &body.to_string())]).await;
    let client = builder()
        .base_url(server.url())
        .max_body_size(200 << 20)
        .build()
        .unwrap();
    let call = client.companies().get(crate::api::COMPANY);
    assert_eq!(call.await.unwrap().name.len(), 100_000_000);
}

#[tokio::test]
async fn an_exhausted_mock_transport_returns_an_error() {
    let mock = MockTransport::new([MockResponse::connection_reset()]);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "get-company: the request cannot be sent: the mock transport has no response left (after 2 attempts)"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_mock_transport_can_respond_by_the_request() {
    let mock = MockTransport::default();
    mock.fallback_with(|request| match request.method.as_str() {
        "GET" => success(),
        _ => MockResponse::status(403),
    });
    let client = mock_client(&mock);
    for method in METHODS {
        let result = call(&client, method, CallOptions::new()).await;
        assert_eq!(result.is_ok(), method == "GET", "{method}");
    }
}

#[tokio::test]
async fn a_virtual_clock_advances_only_when_all_tasks_wait() {
    struct Busy;
    impl codat_platform::KeyProvider for Busy {
        fn key(
            &self,
        ) -> codat_platform::BoxFuture<'_, Result<codat_platform::ApiKey, codat_platform::BoxError>>
        {
            Box::pin(async {
                for _ in 0..20 {
                    tokio::task::yield_now().await;
                }
                Ok(codat_platform::ApiKey::new("busy"))
            })
        }
    }
    let mock = MockTransport::new([success()]);
    let client = codat_platform::Client::builder()
        .api_key_provider(Busy)
        .mock_transport(&mock)
        .build()
        .unwrap();
    call(&client, "GET", CallOptions::new()).await.unwrap();
    assert_eq!(mock.clock().elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn mock_faults_match_those_of_a_server() {
    let cases = [
        (
            MockResponse::connection_refused(),
            "the connection could not be established: refused",
        ),
        (
            MockResponse::connection_reset(),
            "the connection failed before a response arrived: reset",
        ),
        (
            success().truncated_after(3),
            "200 OK: the connection failed before the body was complete",
        ),
        (
            MockResponse::no_response().delay(Duration::from_secs(1)),
            "no response within 30s",
        ),
        (
            MockResponse::status(200).body("\u{0}garbage"),
            "200 OK: the body does not match the API's document",
        ),
    ];
    for (fault, text) in cases {
        let mock = MockTransport::new([fault]);
        let error = call(&mock_client(&mock), "GET", once()).await.unwrap_err();
        let line = error.to_string();
        assert!(line.starts_with(&format!("get-company: {text}")), "{line}");
    }
}

/// A server that keeps connections open, and closes each one when its second request has arrived.
async fn server_that_closes_reused_connections() -> (String, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let counter = Arc::clone(&counter);
            tokio::spawn(async move {
                let body = company().to_string();
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
                read_request(&mut stream).await;
                counter.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all((head + &body).as_bytes()).await;
                if !read_request(&mut stream).await.is_empty() {
                    counter.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    (format!("http://{address}"), requests)
}

#[tokio::test]
async fn a_closed_reused_connection_is_replaced() {
    for method in METHODS {
        let (url, requests) = server_that_closes_reused_connections().await;
        // Even without retries.
        let client = builder().base_url(url).retry(Retry::none()).no_proxy();
        let client = client.build().unwrap();
        for attempts in [1, 2, 2] {
            let outcome = call(&client, method, CallOptions::new()).await.unwrap();
            assert_eq!(outcome.attempts, attempts, "{method}");
        }
        assert_eq!(requests.load(Ordering::SeqCst), 5, "{method}");
    }
}

#[tokio::test]
async fn idle_connections_are_configurable() {
    let body = company().to_string();
    for keep in [true, false] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (connections, body) = (Arc::new(AtomicUsize::new(0)), body.clone());
        let counter = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
                let response = head + &body;
                tokio::spawn(async move {
                    while !read_request(&mut stream).await.is_empty() {
                        let _ = stream.write_all(response.as_bytes()).await;
                    }
                });
            }
        });
        let client = builder()
            .base_url(url)
            .no_proxy()
            .pool_idle_timeout(Duration::from_secs(600))
            .pool_max_idle_per_host(if keep { 1 } else { 0 })
            .build()
            .unwrap();
        for _ in 0..3 {
            call(&client, "GET", once()).await.unwrap();
        }
        let expected = if keep { 1 } else { 3 };
        assert_eq!(connections.load(Ordering::SeqCst), expected);
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_timeout() {
    let body = company().to_string();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = builder()
        .base_url(format!("http://{}", listener.local_addr().unwrap()))
        .no_proxy()
        .pool_idle_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_request(&mut stream).await;
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all((head + &body).as_bytes()).await.unwrap();
        // Empty once the client has closed the connection.
        read_request(&mut stream).await
    });
    call(&client, "GET", once()).await.unwrap();
    assert_eq!(server.await.unwrap(), "");
}
