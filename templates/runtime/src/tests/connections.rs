//! Connections that are refused, cut, reset, kept and given up.

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
async fn a_refused_connection() {
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
    assert_eq!(error.to_string(), "list-rules: no connection could be made");
    assert!(error.source().is_some());
    assert!(
        format!("{error:?}").to_lowercase().contains("refused"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer() {
    for answer in [
        "",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "this is not HTTP\r\n\r\n",
        "\0\0\0\0",
    ] {
        let error = failed(&responding(answer, Then::Close).await).await;
        assert!(
            error.is_interrupted() && !error.is_unsent() && !error.is_connect(),
            "{answer}: {error:?}"
        );
        assert_eq!((error.status(), error.body()), (None, None));
        assert_eq!(
            error.to_string(),
            "list-rules: the connection failed before a response arrived"
        );
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_body_that_is_cut_off() {
    for (answer, arrived) in [
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
        let error = failed(&responding(answer, Then::Close).await).await;
        assert!(
            error.is_interrupted() && !error.is_decode() && !error.is_unsent(),
            "{answer}: {error:?}"
        );
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.headers().unwrap().len() == 1);
        assert_eq!(error.body().unwrap(), arrived);
        assert_eq!(
            error.to_string(),
            "list-rules: 200 OK: the connection failed before the body was complete"
        );
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn an_error_status_outlives_a_body_that_is_cut_off() {
    let answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{\"error\":\"no";
    let error = failed(&responding(answer, Then::Close).await).await;
    assert!(error.is_not_found() && error.is_interrupted(), "{error:?}");
    assert_eq!(error.body().unwrap(), "{\"error\":\"no");
}

#[tokio::test]
async fn a_body_that_is_longer_than_announced_is_cut_to_its_length() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"results\":[]}HTTP/1.1 500 Smuggled\r\n\r\n";
    let client = responding(answer, Then::Close).await;
    let page = Call::new(&client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn a_reset_connection() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let address = serve(move |mut stream| async move {
            read_request(&mut stream).await;
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.flush().await.unwrap();
            // Time for the client to read, since a reset also throws away what was not read.
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
async fn connections_are_used_again() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    let address = serve(move |mut stream| {
        counter.fetch_add(1, Ordering::SeqCst);
        async move {
            while !read_request(&mut stream).await.is_empty() {
                let answer =
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    })
    .await;
    let client = client(address);
    for _ in 0..5 {
        // The last one ignores its body, and reads it all the same.
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
async fn a_kept_connection_that_the_server_has_closed_harms_no_call() {
    let address = serve(move |mut stream| async move {
        read_request(&mut stream).await;
        // It does not say `connection: close`, and closes.
        let answer = ok("{}").replace("connection: close\r\n", "");
        stream.write_all(answer.as_bytes()).await.unwrap();
    })
    .await;
    let client = client(address);
    for _ in 0..3 {
        Call::new(&client, &LIST).empty_response().await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection() {
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
        // The client still lives, so it is the call that closed it.
        assert_eq!(events.recv().await, Some("closed"));
        drop(client);
    }
}

#[tokio::test]
async fn bodies_are_read_up_to_a_bound() {
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{0}{0}0\r\n\r\n",
        format!("3e8\r\n{}\r\n", "x".repeat(1000))
    );
    for (answer, bound, status, read) in [
        (ok(&"x".repeat(1000)), 1000, 200, None),
        (ok(&"x".repeat(1001)), 1000, 200, Some(0)),
        (chunked.clone(), 2000, 200, None),
        (chunked.clone(), 1500, 200, Some(1500)),
        (chunked.replace("200 OK", "500 Oops"), 1500, 500, Some(1500)),
    ] {
        let address = serve(move |mut stream| {
            let answer = answer.clone();
            async move {
                read_request(&mut stream).await;
                let _ = stream.write_all(answer.as_bytes()).await;
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
