//! Success responses, including bodies that do not match the API's document.

use std::error::Error as _;

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::tests::server::{Then, ok, responding};
use crate::tests::support::{LIST, Page, Rule, builder};
use crate::{Call, Client, Error};

/// A client of a server that returns the same response to every request.
async fn server(status: u16, body: impl AsRef<[u8]>) -> (Client, MockServer) {
    let server = MockServer::start().await;
    let template = ResponseTemplate::new(status).set_body_raw(body.as_ref(), "application/json");
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let client = builder()
        .base_url(server.uri())
        .build()
        .unwrap_or_else(|error| panic!("{error}"));
    (client, server)
}

async fn not_decoded(status: u16, body: &str) -> Error {
    let (client, _server) = server(status, body).await;
    let error = match Call::new(&client, &LIST).json_response::<Page>().await {
        Ok(_) => panic!("{body} was decoded"),
        Err(error) => error,
    };
    assert!(
        error.is_decode() && !error.is_unsent() && !error.is_interrupted(),
        "{error:?}"
    );
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    assert!(
        error
            .headers()
            .is_some_and(|headers| headers.contains_key("content-type"))
    );
    assert!(error.source().is_some());
    error
}

#[tokio::test]
async fn every_2xx_status_is_a_success() {
    for status in [200, 201, 202, 203, 206, 250, 299] {
        let (client, _server) = server(
            status,
            r#"{"results":[{"id":1,"name":"one","new":[]}],"more":1}"#,
        )
        .await;
        let response = Call::new(&client, &LIST)
            .json_response::<Page>()
            .await
            .unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(
            response.into_body().results,
            [Rule {
                id: 1,
                name: "one".to_owned()
            }]
        );
    }
}

#[tokio::test]
async fn accepts_a_byte_order_mark_and_whitespace_around_json() {
    for body in ["\u{feff}{\"results\":[]}", " \r\n{\"results\":[]}\n"] {
        let (client, _server) = server(200, body).await;
        let page = Call::new(&client, &LIST)
            .json_response::<Page>()
            .await
            .unwrap()
            .into_body();
        assert_eq!(page.results, []);
    }
}

#[tokio::test]
async fn a_decode_error_contains_the_json_path() {
    let rule = r#"{"id":1,"name":"one"}"#;
    for (body, path) in [
        (
            format!(r#"{{"results":[{rule},{rule},{{"id":"x","name":"two"}}]}}"#),
            Some("results[2].id"),
        ),
        (
            format!(r#"{{"results":[{rule},{{"id":1}}]}}"#),
            Some("results[1]"),
        ),
        (
            format!(r#"{{"results":[{rule},null,[]]}}"#),
            Some("results[2]"),
        ),
        (r#"{"results":{}}"#.to_owned(), Some("results")),
        (r#"{"results":[{"id":1,"na"#.to_owned(), Some("results[0]")),
        (r#"{"results":[]} more"#.to_owned(), None),
        ("[1]".to_owned(), None),
        ("<html></html>".to_owned(), None),
        ("null".to_owned(), None),
        (" ".to_owned(), None),
    ] {
        let error = not_decoded(200, &body).await;
        let found = error.json_path().map(|path| path.trim_end_matches(".?"));
        if path.is_some() {
            assert_eq!(found, path, "{body}");
            assert!(
                error
                    .to_string()
                    .contains(&format!(", at {}", error.json_path().unwrap())),
                "{error}"
            );
        }
        assert!(
            error
                .to_string()
                .starts_with("list-rules: 200 OK: the body does not match the API's document"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_empty_body_is_a_decode_error() {
    let error = not_decoded(200, "").await;
    assert_eq!(
        (error.json_path(), error.body().map(|body| body.len())),
        (None, Some(0))
    );
    assert_eq!(
        error.to_string(),
        "list-rules: 200 OK: the body does not match the API's document: the response has no body, \
         although the API's document describes one"
    );
}

#[tokio::test]
async fn a_decode_error_shows_no_values_from_the_body() {
    let error = not_decoded(202, r#"{"results":[{"id":"hush","name":"n"}]}"#).await;
    assert_eq!(
        error.to_string(),
        "list-rules: 202 Accepted: the body does not match the API's document, at results[0].id: \
         expected u32, found string"
    );
    // The source contains them.
    assert!(
        error
            .source()
            .unwrap()
            .to_string()
            .contains("invalid type: string")
    );
}

#[tokio::test]
async fn decodes_an_optional_json_body() {
    for (status, body, expected) in [
        (200, r#"{"id":1,"name":"n"}"#, Some(1)),
        (200, "", None),
        (200, "null", None),
        (204, "", None),
        (205, "", None),
    ] {
        let (client, _server) = server(status, body).await;
        let response = Call::new(&client, &LIST)
            .optional_json_response::<Rule>()
            .await
            .unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.into_body().map(|rule| rule.id), expected);
    }
    let (client, _server) = server(200, "[]").await;
    assert!(
        Call::new(&client, &LIST)
            .optional_json_response::<Rule>()
            .await
            .unwrap_err()
            .is_decode()
    );
}

#[tokio::test]
async fn a_text_body_must_be_utf_8() {
    let (client, _server) = server(200, "größe\n").await;
    assert_eq!(
        Call::new(&client, &LIST)
            .text_response()
            .await
            .unwrap()
            .into_body(),
        "größe\n"
    );
    let (client, _server) = server(200, b"gr\xf6\xdfe").await;
    let error = Call::new(&client, &LIST).text_response().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(&error.body().unwrap()[..], b"gr\xf6\xdfe");
}

#[tokio::test]
async fn returns_bytes_unchanged() {
    let all: Vec<u8> = (0..=255).collect();
    let (client, _server) = server(200, &all).await;
    assert_eq!(
        Call::new(&client, &LIST)
            .bytes_response()
            .await
            .unwrap()
            .into_body(),
        all
    );
}

#[tokio::test]
async fn ignores_the_body_of_an_operation_without_a_response_body() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<htm";
    for response in [
        ok("{}"),
        ok("<html>"),
        cut.to_owned(),
        "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
    ] {
        let client = responding(response, Then::Close).await;
        let response = Call::new(&client, &LIST).empty_response().await.unwrap();
        assert!(response.status().is_success());
    }
    let (client, _server) = server(200, vec![b'x'; 1 << 20]).await;
    Call::new(&client, &LIST).empty_response().await.unwrap();
}

#[tokio::test]
async fn decodes_a_chunked_body() {
    let response = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                  5\r\n{\"res\r\n9;ext=1\r\nults\":[]}\r\n0\r\nx-trailer: 1\r\n\r\n";
    let client = responding(response, Then::Stall).await;
    assert_eq!(
        Call::new(&client, &LIST)
            .json_response::<Page>()
            .await
            .unwrap()
            .into_body()
            .results,
        []
    );
}

#[tokio::test]
async fn maps_and_splits_a_response() {
    let (client, _server) = server(203, "[1,2]").await;
    let call = || Call::new(&client, &LIST).json_response::<Vec<u8>>();
    let response = call().await.unwrap().map(|numbers| numbers.len());
    assert_eq!((response.status().as_u16(), *response.body()), (203, 2));
    let (status, headers, numbers) = call().await.unwrap().into_parts();
    assert_eq!((status.as_u16(), numbers), (203, vec![1, 2]));
    assert_eq!(headers["content-type"], "application/json");
}
