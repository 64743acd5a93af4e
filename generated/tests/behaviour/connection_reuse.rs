//! Idle connections that are reused, replaced and closed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use codat_platform::{CallOptions, Retry};
use tokio::io::AsyncWriteExt;

use crate::api::{METHODS, builder, call, company};
use crate::support::read_request;

fn once() -> CallOptions {
    CallOptions::new().retry(Retry::none())
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
