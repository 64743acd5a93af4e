//! Responses whose type depends on their status, text in a charset, typed headers and error models.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

use crate::runtime::{
    DecodeFailure, SuccessVariants, header_value, header_values, json_variant, text_variant,
    undocumented_status,
};
use crate::tests::support::{API, GET, KEY, LIST, Rule};
use crate::{
    ApiKey, Call, Client, Error, MockResponse, MockTransport, Response, Retry, client_builder,
};

#[derive(Debug, PartialEq)]
enum Success {
    Ok(Rule),
    Accepted(String),
    NoContent,
    Other(Bytes),
}

impl SuccessVariants for Success {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeFailure> {
        match response.status().as_u16() {
            200 => json_variant(response).map(Self::Ok),
            202 => text_variant(response).map(Self::Accepted),
            204 => Ok(Self::NoContent),
            206..=208 => Ok(Self::Other(response.body().clone())),
            _ => undocumented_status(response),
        }
    }
}

fn client(response: MockResponse) -> Client {
    client_builder(&API)
        .api_key(ApiKey::new(KEY))
        .retry(Retry::none())
        .mock_transport(&MockTransport::new([response]))
        .build()
        .unwrap()
}

fn list(response: MockResponse) -> Call {
    Call::new(&client(response), &LIST)
}

#[tokio::test]
async fn the_status_selects_the_type() {
    for (response, expected) in [
        (
            MockResponse::json(200, r#"{"id": 1, "name": "a"}"#),
            Success::Ok(Rule {
                id: 1,
                name: "a".to_owned(),
            }),
        ),
        (MockResponse::text(202, "b"), Success::Accepted("b".into())),
        (MockResponse::status(204), Success::NoContent),
        (MockResponse::bytes(207, "c"), Success::Other("c".into())),
    ] {
        let success = list(response).variants_response::<Success>().await.unwrap();
        assert_eq!(success.into_body(), expected);
    }
}

#[tokio::test]
async fn an_undocumented_success_status_is_an_error_with_the_body() {
    let response = MockResponse::json(201, "{}");
    let result: Result<Response<Success>, Error> = list(response).variants_response().await;
    let error = result.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), "{}");
    assert!(
        error
            .to_string()
            .contains("the API's document has no success response with the status 201"),
        "{error}"
    );
}

#[tokio::test]
async fn an_empty_body_is_null_or_an_error_that_says_so() {
    let null = list(MockResponse::status(200)).json_response::<Value>();
    assert_eq!(null.await.unwrap().into_body(), Value::Null);
    let none = list(MockResponse::status(200)).json_response::<Option<Rule>>();
    assert_eq!(none.await.unwrap().into_body(), None);
    let rule = list(MockResponse::status(200)).json_response::<Rule>();
    let error = rule.await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the response has no body, although the API's document describes one"),
        "{error}"
    );
}

#[tokio::test]
async fn text_is_decoded_from_its_charset() {
    for (content_type, body, expected) in [
        ("text/plain", "é".as_bytes(), Some("é")),
        ("text/plain; charset=\"UTF-8\"", "é".as_bytes(), Some("é")),
        ("text/plain; Charset=ISO-8859-1", b"\xe9\x80", Some("é€")),
        ("text/csv; charset=utf-16", b"\xfe\xff\x00\xe9", Some("é")),
        ("text/csv; charset=utf-16le", b"\xe9\x00", Some("é")),
        ("text/csv; charset=utf-16be", b"\x00\xe9", Some("é")),
        ("text/csv; charset=utf-16be", b"\x00", None),
        ("text/plain; charset=koi8-r", b"abc", Some("abc")),
        ("text/plain; charset=koi8-r", b"\xc1", None),
        ("text/plain", b"\xe9", None),
    ] {
        let response = MockResponse::status(200)
            .header("content-type", content_type)
            .body(body);
        let text = list(response).text_response().await;
        match (text, expected) {
            (Ok(text), expected) => assert_eq!(Some(text.body().as_str()), expected),
            (Err(error), None) => {
                let message = error.to_string().to_lowercase();
                let charset = content_type
                    .split_once('=')
                    .map_or("utf-8", |(_, name)| name);
                let charset = charset.trim_end_matches("be");
                assert!(message.contains(charset), "{message}");
            }
            (Err(error), Some(_)) => panic!("{content_type}: {error}"),
        }
    }
}

#[test]
fn header_values_are_parsed_and_malformed_ones_are_absent() {
    let mut headers = HeaderMap::new();
    headers.append("x-total", " 5 ".parse().unwrap());
    headers.append("x-ids", "1, 2".parse().unwrap());
    headers.append("x-ids", "3".parse().unwrap());
    headers.append("x-none", "".parse().unwrap());
    assert_eq!(header_value::<i64>(&headers, "x-total"), Some(5));
    assert_eq!(header_value::<bool>(&headers, "x-total"), None);
    assert_eq!(header_value::<i64>(&headers, "x-other"), None);
    assert_eq!(header_values::<i64>(&headers, "x-ids"), Some(vec![1, 2, 3]));
    assert_eq!(header_values::<bool>(&headers, "x-ids"), None);
    assert_eq!(header_values::<i64>(&headers, "x-none"), Some(Vec::new()));
    assert_eq!(header_values::<i64>(&headers, "x-other"), None);
    // A date has a comma.
    let cookie = "a=1; expires=Sat, 28 Nov 2026 00:00:00 GMT";
    headers.append("set-cookie", cookie.parse().unwrap());
    headers.append("set-cookie", "b=2".parse().unwrap());
    let cookies = header_values::<String>(&headers, "set-cookie");
    assert_eq!(cookies.unwrap(), [cookie, "b=2"]);
}

#[tokio::test]
async fn the_body_of_an_error_is_decoded_as_the_model_of_its_operation() {
    let response = MockResponse::json(409, r#"{"id": 1, "name": "a"}"#);
    let error = list(response).json_response::<Value>().await.unwrap_err();
    assert_eq!(error.decode_body::<Rule>().unwrap().name, "a");
    assert_eq!(error.decode_body::<Vec<Rule>>(), None);
}

#[tokio::test]
async fn accept_replaces_the_usual_media_type() {
    let mock = MockTransport::new([MockResponse::text(200, "a")]);
    let client = client_builder(&API)
        .api_key(ApiKey::new(KEY))
        .mock_transport(&mock)
        .build()
        .unwrap();
    let call = Call::new(&client, &GET)
        .accept("text/csv")
        .path("ruleId", 1)
        .path("partId", 2);
    call.text_response().await.unwrap();
    let requests = mock.requests();
    let accept: Vec<_> = requests[0].headers.get_all("accept").iter().collect();
    assert_eq!(accept, ["text/csv"]);
}
