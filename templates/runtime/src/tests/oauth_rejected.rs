//! Access tokens that the API rejects before they expire.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use crate::tests::oauth::{builder, credentials, done, shown, token};
use crate::tests::support::{CREATE, LIST};
use crate::{Body, Call, CallOptions, MockResponse, MockTransport, OAuthGrant, Retry};

fn rejected() -> MockResponse {
    MockResponse::status(401)
}

/// The authorization of each request to the API.
fn sent(mock: &MockTransport) -> Vec<String> {
    let requests = mock.requests();
    let to_api = requests
        .iter()
        .filter(|request| request.uri.host() == Some("api.invalid"));
    to_api
        .map(|request| request.header("authorization").unwrap_or("-").to_owned())
        .collect()
}

#[tokio::test]
async fn a_rejected_token_is_replaced_and_the_call_sent_again() {
    let mock = MockTransport::new([
        token("one", 3600),
        rejected(),
        token("two", 3600),
        done(),
        done(),
    ]);
    let client = builder(&mock, credentials()).build().unwrap();
    let list = || Call::new(&client, &LIST);
    // Also without retries: it is the same request with a valid credential.
    let options = CallOptions::new().retry(Retry::none());
    list().with(options).empty_response().await.unwrap();
    list().empty_response().await.unwrap();
    assert_eq!(sent(&mock), ["Bearer one", "Bearer two", "Bearer two"]);
    assert_eq!(mock.requests().len(), 5);
}

#[tokio::test]
async fn a_second_rejection_is_the_error_of_the_call() {
    let mock = MockTransport::new([
        token("one", 3600),
        rejected(),
        token("two", 3600),
        rejected(),
    ]);
    let client = builder(&mock, credentials()).build().unwrap();
    let call = Call::new(&client, &LIST).empty_response();
    let error = call.await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(sent(&mock), ["Bearer one", "Bearer two"]);
}

#[tokio::test]
async fn concurrent_calls_request_one_token_in_place_of_a_rejected_one() {
    const CALLS: u32 = 8;
    let mock = MockTransport::new([]);
    let tokens = Arc::new(AtomicU32::new(0));
    let issued = Arc::clone(&tokens);
    mock.fallback_with(move |request| {
        if request.uri.host() == Some("auth.invalid") {
            let number = issued.fetch_add(1, Ordering::SeqCst);
            return token(&format!("t{number}"), 3600);
        }
        match request.header("authorization") {
            Some("Bearer t0") => rejected(),
            _ => done(),
        }
    });
    let client = builder(&mock, credentials()).build().unwrap();
    let calls = (0..CALLS).map(|_| {
        let call = Call::new(&client, &LIST);
        tokio::spawn(async move { call.empty_response().await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(tokens.load(Ordering::SeqCst), 2, "{:?}", sent(&mock));
}

#[tokio::test]
async fn a_request_with_a_streamed_body_is_not_sent_again() {
    let mock = MockTransport::new([token("one", 3600), rejected(), token("two", 3600), done()]);
    let client = builder(&mock, credentials()).build().unwrap();
    let upload = || {
        let body = Body::stream(Body::from("text"));
        Call::new(&client, &CREATE).raw_body("text/plain", body)
    };
    let error = upload().empty_response().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(sent(&mock), ["Bearer one"]);
    // The next call has another token.
    upload().empty_response().await.unwrap();
    assert_eq!(sent(&mock), ["Bearer one", "Bearer two"]);
}

#[tokio::test]
async fn a_refresh_token_replaces_a_rejected_token() {
    let mock = MockTransport::new([token("one", 3600), rejected(), token("two", 3600), done()]);
    let grant = OAuthGrant::refresh_token("id", "first");
    let client = builder(&mock, grant).build().unwrap();
    let call = Call::new(&client, &LIST);
    call.empty_response().await.unwrap();
    let last = mock.requests().last().map(shown);
    assert_eq!(
        last.as_deref(),
        Some("https://api.invalid/v1/rules Bearer two")
    );
}

#[tokio::test]
async fn a_user_is_not_asked_again_because_of_a_rejected_token() {
    let device = json!({
        "device_code": "dev", "user_code": "ABCD", "expires_in": 600,
        "verification_uri": "https://auth.invalid/activate"
    });
    let mock = MockTransport::new([
        MockResponse::json(200, &device),
        token("one", 3600),
        rejected(),
    ]);
    let client = builder(&mock, OAuthGrant::device("id", |_| ()))
        .build()
        .unwrap();
    let call = Call::new(&client, &LIST).empty_response();
    let error = call.await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(sent(&mock), ["Bearer one"]);
}
