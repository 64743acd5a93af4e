//! API keys never appear in `Debug` output, errors and panics.

use std::fmt::Debug;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{ApiKey, CallOptions, Client};
use serde_json::json;

use crate::api::{COMPANY, METHODS, builder, call, mock_client};
use crate::support::{BASIC, KEY};

/// Fails if the text contains the key in any form.
fn check(shown: &str) {
    let encoded = BASIC.strip_prefix("Basic ").unwrap();
    assert!(!shown.contains(KEY) && !shown.contains(encoded), "{shown}");
}

fn debug(value: &impl Debug) {
    check(&format!("{value:?}"));
    check(&format!("{value:#?}"));
}

#[test]
fn no_type_shows_its_key() {
    debug(&ApiKey::new(KEY));
    debug(&ApiKey::from_header(BASIC));
    debug(&builder());
    let client = builder().build().unwrap();
    debug(&client);
    debug(&client.companies().get(COMPANY));
    debug(&client.companies().get(COMPANY).build().unwrap());
    debug(
        &CallOptions::new()
            .header("authorization", BASIC)
            .query("key", KEY),
    );
}

#[tokio::test]
async fn no_error_shows_a_key_that_the_server_echoes() {
    let repeated = json!({"error": format!("{KEY} {BASIC}"), "correlationId": BASIC});
    for method in METHODS {
        for response in [
            MockResponse::json(401, &repeated),
            MockResponse::connection_refused(),
            MockResponse::connection_reset(),
        ] {
            let mock = MockTransport::default();
            mock.fallback(response);
            let error = call(&mock_client(&mock), method, CallOptions::new())
                .await
                .unwrap_err();
            debug(&error);
            check(&error.to_string());
            check(error.message().unwrap_or_default());
            check(error.correlation_id().unwrap_or_default());
        }
    }
}

#[test]
fn a_rejected_key_is_not_shown() {
    for key in [format!("{KEY}\n"), format!(" {KEY}"), BASIC.to_owned()] {
        let error = Client::builder()
            .api_key(ApiKey::new(key))
            .build()
            .unwrap_err();
        debug(&error);
        check(&error.to_string());
    }
}

#[tokio::test]
async fn the_header_is_marked_as_sensitive() {
    let mock = MockTransport::new([crate::api::success()]);
    call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap();
    let request = mock.requests().remove(0);
    assert!(request.headers["authorization"].is_sensitive());
    debug(&request);
}

#[tokio::test]
async fn a_panic_in_a_hook_does_not_show_the_key() {
    use codat_platform::http::HeaderMap;
    struct Panics;
    impl codat_platform::Hook for Panics {
        fn before_request(&self, attempt: &codat_platform::Attempt, headers: &mut HeaderMap) {
            panic!("{attempt:?} {headers:?}");
        }
    }
    let mock = MockTransport::new([crate::api::success()]);
    let client = builder()
        .mock_transport(&mock)
        .hook(Panics)
        .build()
        .unwrap();
    let call = tokio::spawn(client.companies().get(COMPANY).send());
    let panic = call.await.unwrap_err().into_panic();
    check(panic.downcast_ref::<String>().unwrap());
}
