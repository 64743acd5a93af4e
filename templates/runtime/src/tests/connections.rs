//! Connections that are refused, truncated, reset, reused and abandoned.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::tests::server::{Then, client, ok, read_request, responding, serve};
use crate::tests::support::{DELETE, LIST, Page, builder};
use crate::{Call, Client, Error};

async fn failed(client: &Client) -> Error {
    match Call::new(client, &LIST).json_response::<Page>().await {
        Ok(_) => panic!("the call succeeded"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_refused_connection_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(listener.local_addr().unwrap());
    drop(listener);
    let error = failed(&client).await;
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");
    assert!(!error.is_timeout() && !error.is_interrupted() && !error.is_invalid_request());
    assert_eq!(
        (error.status(), error.body(), error.headers()),
        (None, None, None)
    );
    let line = error.to_string();
    assert!(
        line.starts_with("list-rules: the connection could not be established"),
        "{line}"
    );
    assert!(error.source().is_some());
    assert!(
        format!("{error:?}").to_lowercase().contains("refused"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_connection_closed_without_a_response_is_interrupted() {
    for response in [
        "",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "this is not HTTP\r\n\r\n",
        "\0\0\0\0",
    ] {
        let error = failed(&responding(response, Then::Close).await).await;
        assert!(
            error.is_interrupted() && !error.is_unsent() && !error.is_connect(),
            "{response}: {error:?}"
        );
        assert_eq!((error.status(), error.body()), (None, None));
        let line = error.to_string();
        assert!(
            line.starts_with("list-rules: the connection failed before a response arrived"),
            "{line}"
        );
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_truncated_body_is_interrupted_and_kept() {
    for (response, arrived) in [
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"results\"",
            "{\"results\"",
        ),
        ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", ""),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"results\r\n",
            "{\"results",
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{\"r\r\nxyz\r\n",
            "{\"r",
        ),
    ] {
        let error = failed(&responding(response, Then::Close).await).await;
        assert!(
            error.is_interrupted() && !error.is_decode() && !error.is_unsent(),
            "{response}: {error:?}"
        );
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.headers().unwrap().len() == 1);
        assert_eq!(error.body().unwrap(), arrived);
        let line = error.to_string();
        assert!(
            line.starts_with(
                "list-rules: 200 OK: the connection failed before the body was complete"
            ),
            "{line}"
        );
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn an_error_status_is_kept_with_a_truncated_body() {
    let response = "HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{\"error\":\"no";
    let error = failed(&responding(response, Then::Close).await).await;
    assert!(error.is_not_found() && error.is_interrupted(), "{error:?}");
    assert_eq!(error.body().unwrap(), "{\"error\":\"no");
}

#[tokio::test]
async fn ignores_data_after_the_announced_length() {
    let response = "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"results\":[]}HTTP/1.1 500 Smuggled\r\n\r\n";
    let client = responding(response, Then::Close).await;
    let page = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn a_reset_connection_is_interrupted() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let address = serve(move |mut stream| async move {
            read_request(&mut stream).await;
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.flush().await.unwrap();
            // Gives the client time to read, because a reset discards data that has not been read.
            tokio::time::sleep(Duration::from_millis(100)).await;
            stream.set_zero_linger().unwrap();
        })
        .await;
        let error = failed(&client(address)).await;
        assert!(error.is_interrupted(), "{error:?}");
        assert_eq!(error.status().is_some(), !head.is_empty());
        assert!(format!("{error:?}").contains("reset"), "{error:?}");
    }
}

#[tokio::test]
async fn reuses_connections() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    let address = serve(move |mut stream| {
        counter.fetch_add(1, Ordering::SeqCst);
        async move {
            while !read_request(&mut stream).await.is_empty() {
                let response =
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
                stream.write_all(response.as_bytes()).await.unwrap();
            }
        }
    })
    .await;
    let client = client(address);
    for _ in 0..5 {
        // The second call ignores its body, but still reads it.
        Call::new(&client, &LIST).bytes_response().await.unwrap();
        Call::new(&client.clone(), &DELETE)
            .path("ruleId", 1)
            .empty_response()
            .await
            .unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_reused_connection_that_the_server_has_closed_is_not_an_error() {
    let address = serve(move |mut stream| async move {
        read_request(&mut stream).await;
        // Closes the connection without announcing it.
        let response = ok("{}").replace("connection: close\r\n", "");
        stream.write_all(response.as_bytes()).await.unwrap();
    })
    .await;
    let client = client(address);
    for _ in 0..3 {
        Call::new(&client, &LIST).empty_response().await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let (sender, mut events) = mpsc::unbounded_channel();
        let address = serve(move |mut stream| {
            let sender = sender.clone();
            async move {
                read_request(&mut stream).await;
                stream.write_all(head.as_bytes()).await.unwrap();
                sender.send("started").unwrap();
                let mut rest = Vec::new();
                let _ = stream.read_to_end(&mut rest).await;
                sender.send("closed").unwrap();
            }
        })
        .await;
        let client = client(address);
        let call = tokio::spawn(Call::new(&client, &LIST).json_response::<Page>());
        assert_eq!(events.recv().await, Some("started"));
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(events.try_recv().is_err());
        call.abort();
        // The client still exists, so dropping the call closed the connection.
        assert_eq!(events.recv().await, Some("closed"));
        drop(client);
    }
}

#[tokio::test]
async fn reads_bodies_up_to_the_size_limit() {
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{0}{0}0\r\n\r\n",
        format!("3e8\r\n{}\r\n", "x".repeat(1000))
    );
    for (response, bound, status, read) in [
        (ok(&"x".repeat(1000)), 1000, 200, None),
        (ok(&"x".repeat(1001)), 1000, 200, Some(0)),
        (chunked.clone(), 2000, 200, None),
        (chunked.clone(), 1500, 200, Some(1500)),
        (chunked.replace("200 OK", "500 Oops"), 1500, 500, Some(1500)),
    ] {
        let address = serve(move |mut stream| {
            let response = response.clone();
            async move {
                read_request(&mut stream).await;
                let _ = stream.write_all(response.as_bytes()).await;
            }
        })
        .await;
        let client = builder()
            .base_url(format!("http://{address}"))
            .max_body_size(bound)
            .build()
            .unwrap();
        let outcome = Call::new(&client, &LIST).bytes_response().await;
        let Some(read) = read else {
            assert!(outcome.is_ok());
            continue;
        };
        let error = outcome.unwrap_err();
        assert!(error.is_body_too_large() && !error.is_decode(), "{error:?}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body().unwrap().len(), read);
        assert!(
            error
                .to_string()
                .ends_with(&format!("the body is larger than {bound} bytes")),
            "{error}"
        );
    }
}
