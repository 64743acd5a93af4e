//! Key providers: keys that change during the lifetime of a client.

use std::sync::atomic::{AtomicU32, Ordering};

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{ApiKey, BoxError, BoxFuture, CallOptions, Client, KeyProvider};

use crate::api::{call, failure, success};

/// Returns a new key for each call, and fails after a number of them.
struct Rotating {
    asked: AtomicU32,
    until: u32,
}

impl KeyProvider for Rotating {
    fn key(&self) -> BoxFuture<'_, Result<ApiKey, BoxError>> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let is_over = number > self.until;
        Box::pin(async move {
            match is_over {
                true => Err("the vault is closed".into()),
                false => Ok(ApiKey::from_header(format!("Basic rotated-key-{number}"))),
            }
        })
    }
}

fn client(mock: &MockTransport, until: u32) -> Client {
    let provider = Rotating {
        asked: AtomicU32::new(0),
        until,
    };
    Client::builder()
        .api_key_provider(provider)
        .mock_transport(mock)
        .build()
        .unwrap()
}

#[tokio::test]
async fn calls_the_provider_for_each_attempt() {
    let mock = MockTransport::new([failure(503), MockResponse::connection_reset(), success()]);
    call(&client(&mock, 9), "GET", CallOptions::new())
        .await
        .unwrap();
    let requests = mock.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("authorization").unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "Basic rotated-key-1",
            "Basic rotated-key-2",
            "Basic rotated-key-3"
        ]
    );
    assert!(
        requests
            .iter()
            .all(|request| request.headers["authorization"].is_sensitive())
    );
}

#[tokio::test]
async fn a_provider_error_ends_the_call() {
    let mock = MockTransport::new([failure(503), success()]);
    let error = call(&client(&mock, 1), "GET", CallOptions::new())
        .await
        .unwrap_err();
    // The first attempt was sent and received a response.
    assert!(error.is_key_provider() && !error.is_unsent(), "{error:?}");
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "get-company: the key provider returned no key: the vault is closed (after 2 attempts)"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the vault is closed");
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn an_invalid_key_ends_the_call_and_is_not_shown() {
    struct Broken;
    impl KeyProvider for Broken {
        fn key(&self) -> BoxFuture<'_, Result<ApiKey, BoxError>> {
            Box::pin(async { Ok(ApiKey::new("hidden\nkey")) })
        }
    }
    let mock = MockTransport::new([success()]);
    let client = Client::builder()
        .api_key_provider(Broken)
        .mock_transport(&mock)
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(error.is_key_provider() && error.is_unsent(), "{error:?}");
    let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
    assert!(!shown.contains("hidden"), "{shown}");
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn redacts_a_provided_key() {
    let response = MockResponse::json(401, &serde_json::json!({"error": "no rotated-key-1 here"}));
    let mock = MockTransport::new([response]);
    let error = call(&client(&mock, 9), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("no [redacted] here"));
}

#[tokio::test]
async fn a_slow_provider_is_a_timeout_that_names_it() {
    struct Slow;
    impl KeyProvider for Slow {
        fn key(&self) -> BoxFuture<'_, Result<ApiKey, BoxError>> {
            Box::pin(std::future::pending())
        }
    }
    let mock = MockTransport::default();
    let client = Client::builder()
        .api_key_provider(Slow)
        .mock_transport(&mock)
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_key_provider(), "{error:?}");
    assert!(error.is_unsent() && error.is_retryable(), "{error:?}");
    let line = error.to_string();
    let text = "get-company: the key provider returned no key within ";
    assert!(line.starts_with(text), "{line}");
    assert!(mock.requests().is_empty());
}
