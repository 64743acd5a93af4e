//! Responses that are malformed, incomplete or late.

use std::error::Error as _;

use codat_platform::{CallOptions, Client};
use http::StatusCode;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::growing::with_growing_timeout;
use crate::support::{builder, read_request, serve};
use crate::table::{SEVEN, all};

/// A client of a server that sends this text for every request and closes the connection.
async fn server_that_sends(text: String) -> Client {
    let address = serve(move |mut stream| {
        let text = text.clone();
        async move {
            read_request(&mut stream).await;
            stream.write_all(text.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    })
    .await;
    builder(format!("http://{address}")).build().unwrap()
}

#[tokio::test]
async fn a_success_response_that_is_not_json_is_a_decode_error() {
    let server = MockServer::start().await;
    let client = builder(server.uri()).build().unwrap();
    for operation in all() {
        for body in ["", "<html>Welcome</html>", "{\"id\":", "[7]", "[]", "null"] {
            server.reset().await;
            let response = ResponseTemplate::new(operation.success).set_body_raw(body, "text/html");
            Mock::given(any())
                .respond_with(response)
                .mount(&server)
                .await;
            let result = operation.call(&client).await;
            if operation.is_empty() {
                assert_eq!(result.unwrap().0, operation.success);
                continue;
            }
            let error = result.unwrap_err();
            assert!(error.is_decode() && error.source().is_some(), "{error:?}");
            assert_eq!(error.status().unwrap(), operation.success);
            assert_eq!(error.body().unwrap(), body);
            assert!(error.api().is_none());
            let line = error.to_string();
            assert!(
                line.contains("the body does not match the API's document"),
                "{line}"
            );
            assert!(line.starts_with(&format!("{}: 20", operation.id)), "{line}");
        }
    }
}

#[tokio::test]
async fn a_property_of_the_wrong_type_is_named() {
    let cases = [
        (
            0,
            r#"{"results":[{"id":"5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91"},{"id":7}]}"#,
            "results[1].id",
        ),
        (1, r#"{"id":"not-a-uuid"}"#, "id"),
        (3, r#"{"key":{"a":1}}"#, "key"),
        (
            4,
            r#"{"pageNumber":1,"pageSize":1,"totalResults":1,"_links":{"self":1}}"#,
            "_links.self",
        ),
        (
            6,
            r#"{"type":"t","notifiers":{"emails":["a",[1]]}}"#,
            "notifiers.emails[1]",
        ),
    ];
    for (index, body, place) in cases {
        let operation = &SEVEN[index];
        let server = MockServer::start().await;
        let response = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        Mock::given(any())
            .respond_with(response)
            .mount(&server)
            .await;
        let client = builder(server.uri()).build().unwrap();
        let error = operation.call(&client).await.unwrap_err();
        assert_eq!(error.json_path(), Some(place), "{error:?}");
        assert!(
            error.to_string().contains(&format!(", at {place}")),
            "{error}"
        );
    }
}

#[tokio::test]
async fn keeps_a_truncated_body() {
    for operation in &SEVEN {
        // Not 204 for the operation without a response body, because 204 never has a body.
        for status in [operation.success.min(201), 500, 418] {
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 300\r\n\r\n");
            let part = r#"{"error":"Something bro"#;
            let client = server_that_sends(head + part).await;
            let result = operation.call(&client).await;
            if operation.is_empty() && status < 300 {
                assert_eq!(result.unwrap().0, status);
                continue;
            }
            let error = result.unwrap_err();
            assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.body().unwrap(), part);
            assert!(error.api().is_none());
        }
    }
}

#[tokio::test]
async fn a_connection_closed_without_a_response_is_interrupted() {
    let client = server_that_sends(String::new()).await;
    for operation in all() {
        let error = operation.call(&client).await.unwrap_err();
        assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
        assert_eq!((error.status(), error.body()), (None, None));
        let text = format!(
            "{}: the connection failed before a response arrived: ",
            operation.id
        );
        assert!(error.to_string().starts_with(&text), "{error}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_unsent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = builder(format!("http://{address}")).build().unwrap();
    for operation in all() {
        let error = operation.call(&client).await.unwrap_err();
        assert!(error.is_connect() && error.is_unsent(), "{error:?}");
        assert!(!error.is_timeout() && error.source().is_some());
        assert_eq!((error.status(), error.body()), (None, None));
        let text = format!(
            "{}: the connection could not be established: ",
            operation.id
        );
        assert!(error.to_string().starts_with(&text), "{error}");
    }
}

#[tokio::test]
async fn times_out_without_a_response() {
    // The system accepts connections, but nobody reads from them.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = builder(format!("http://{}", silent.local_addr().unwrap()))
        .build()
        .unwrap();
    for operation in &SEVEN {
        for options in [
            |timeout| CallOptions::new().timeout(timeout),
            |timeout| CallOptions::new().attempt_timeout(timeout),
        ] {
            let call = async |timeout| {
                (operation.call)(&client, options(timeout))
                    .await
                    .unwrap_err()
            };
            let (timeout, error) = with_growing_timeout(call, |error| !error.is_unsent()).await;
            assert!(error.is_timeout(), "{error:?}");
            assert!(!error.is_connect() && !error.is_interrupted());
            assert_eq!(error.status(), None);
            assert_eq!(
                error.to_string(),
                format!("{}: no response within {timeout:?}", operation.id)
            );
        }
    }
}

#[tokio::test]
async fn times_out_if_the_body_stalls() {
    let address = serve(|mut stream| async move {
        tokio::spawn(async move {
            read_request(&mut stream).await;
            let head = b"HTTP/1.1 503 Oops\r\ncontent-length: 9\r\n\r\nwait";
            let _ = stream.write_all(head).await;
            // Waits until the client closes the connection.
            read_request(&mut stream).await;
        });
    })
    .await;
    let client = builder(format!("http://{address}")).build().unwrap();
    for operation in &SEVEN {
        let call = async |timeout| {
            let options = CallOptions::new().timeout(timeout);
            (operation.call)(&client, options).await.unwrap_err()
        };
        let has_body =
            |error: &codat_platform::Error| error.body().is_some_and(|body| !body.is_empty());
        let (_, error) = with_growing_timeout(call, has_body).await;
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(error.body().unwrap(), "wait");
    }
}
