//! Redirects.

use codat_platform::CallOptions;
use codat_platform::Client;
use codat_platform::test_util::{MockResponse, MockTransport};

use crate::api::{METHODS, builder, call, company, success};
use crate::server::{Server, header, respond};
use crate::support::BASIC;

const REDIRECTS: [u16; 5] = [301, 302, 303, 307, 308];

fn to(status: u16, location: &str) -> MockResponse {
    MockResponse::status(status).header("location", location)
}

fn following(mock: &MockTransport) -> Client {
    builder()
        .mock_transport(mock)
        .follow_redirects(3)
        .build()
        .unwrap()
}

#[tokio::test]
async fn does_not_follow_redirects_by_default() {
    for status in REDIRECTS {
        for method in METHODS {
            let mock = MockTransport::new([to(status, "/elsewhere"), success()]);
            let client = builder().mock_transport(&mock).build().unwrap();
            let error = call(&client, method, CallOptions::new()).await.unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.headers().unwrap()["location"], "/elsewhere");
            assert_eq!(mock.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn sends_the_same_request_to_the_same_host() {
    for status in REDIRECTS {
        let mock = MockTransport::new([to(status, "/v2/companies/1?x=a%20b#part"), success()]);
        let outcome = call(&following(&mock), "GET", CallOptions::new())
            .await
            .unwrap();
        // Redirects belong to the same attempt.
        assert_eq!(outcome.attempts, 1);
        let requests = mock.requests();
        assert_eq!(
            requests[1].uri,
            "https://api.codat.io/v2/companies/1?x=a%20b"
        );
        assert_eq!(requests[1].headers, requests[0].headers);
    }
}

#[tokio::test]
async fn keeps_the_body_for_307_and_308() {
    for method in METHODS {
        for status in [307, 308] {
            let mock = MockTransport::new([to(status, "https://api.codat.io/v2"), success()]);
            call(&following(&mock), method, CallOptions::new())
                .await
                .unwrap();
            let requests = mock.requests();
            assert_eq!(requests[1].method, method);
            assert_eq!(requests[1].body, requests[0].body);
        }
    }
}

#[tokio::test]
async fn never_changes_the_method() {
    for method in ["PUT", "DELETE", "POST", "PATCH"] {
        for status in [301, 302, 303] {
            let mock = MockTransport::new([to(status, "/v2"), success()]);
            let error = call(&following(&mock), method, CallOptions::new())
                .await
                .unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(mock.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn does_not_send_the_key_to_another_host() {
    for place in [
        "https://other.example/x",
        "https://api.codat.io:8443/x",
        "//other.example/x",
    ] {
        let mock = MockTransport::new([to(307, place), success()]);
        let options = CallOptions::new()
            .header("cookie", "a=b")
            .secret_header("x-token", "t0ken")
            .header("host", "api.codat.io")
            .header("x-plain", "1");
        call(&following(&mock), "GET", options).await.unwrap();
        let requests = mock.requests();
        assert_eq!(requests[0].header("authorization"), Some(BASIC));
        assert_eq!(requests[1].header("authorization"), None, "{place}");
        for name in ["cookie", "x-token", "host"] {
            assert!(requests[0].header(name).is_some(), "{name}");
            assert_eq!(requests[1].header(name), None, "{name}");
        }
        assert_eq!(requests[1].header("x-plain"), Some("1"));
    }
}

#[tokio::test]
async fn does_not_restore_the_key_on_a_redirect_back() {
    let mock = MockTransport::new([
        to(307, "https://other.example/x"),
        to(307, "https://api.codat.io/y"),
        success(),
    ]);
    call(&following(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(mock.requests()[2].header("authorization"), None);
}

#[tokio::test]
async fn ignores_letter_case_and_the_default_port_of_a_host() {
    let mock = MockTransport::new([to(307, "https://API.codat.io:443/x"), success()]);
    call(&following(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(mock.requests()[1].header("authorization"), Some(BASIC));
}

#[tokio::test]
async fn an_unusable_location_is_an_error() {
    let cases = [
        (
            "http://api.codat.io/x",
            "it leads from https to another scheme",
        ),
        (
            "ftp://api.codat.io/x",
            "it leads from https to another scheme",
        ),
        ("https://", "the `location` header is not a valid URL"),
        ("not a url", "the `location` header is not a valid URL"),
    ];
    for (place, why) in cases {
        let mock = MockTransport::new([to(307, place).body("moved"), success()]);
        let error = call(&following(&mock), "GET", CallOptions::new())
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("get-company: 307 Temporary Redirect: the redirect was not followed: {why}")
        );
        assert_eq!(error.headers().unwrap()["location"], place);
        assert_eq!(error.body().unwrap(), "moved");
        assert_eq!(mock.requests().len(), 1, "{place}");
    }
}

#[tokio::test]
async fn a_redirect_without_a_location_is_an_error() {
    let mock = MockTransport::new([MockResponse::status(302), success()]);
    let error = call(&following(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
}

#[tokio::test]
async fn ends_a_redirect_loop() {
    let mock = MockTransport::default();
    mock.fallback(to(307, "/again"));
    let error = call(&following(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(mock.requests().len(), 4);
}

#[tokio::test]
async fn follows_redirects_between_real_servers() {
    let body = company().to_string();
    let other = Server::new([respond(200, "", &body)]).await;
    let there = format!("location: {}/x\r\n", other.url());
    let here = Server::new([
        respond(308, "location: /moved\r\n", ""),
        respond(307, &there, ""),
    ])
    .await;
    let client = builder()
        .base_url(here.url())
        .follow_redirects(5)
        .build()
        .unwrap();
    let outcome = call(&client, "POST", CallOptions::new()).await.unwrap();
    assert_eq!(outcome.status, 200);
    let (first, last) = (here.requests(), other.requests());
    assert_eq!(first.len(), 2);
    assert!(first[1].starts_with("POST /moved "), "{}", first[1]);
    assert_eq!(header(&first[1], "authorization"), Some(BASIC));
    assert_eq!(header(&last[0], "authorization"), None);
    assert_eq!(header(&last[0], "content-type"), Some("application/json"));
    assert!(last[0].ends_with("{\"name\":\"Acme\"}"), "{}", last[0]);
}
