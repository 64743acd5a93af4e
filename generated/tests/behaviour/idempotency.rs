//! Idempotency keys.

use std::collections::BTreeSet;
use std::time::Duration;

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::uuid::{Uuid, Variant};

use crate::api::{IDEMPOTENT, builder, call, failure, mock_client, success};

const KEY: &str = "idempotency-key";

const WRITES: [&str; 2] = ["POST", "PATCH"];

fn keys(mock: &MockTransport) -> Vec<Option<String>> {
    let requests = mock.requests();
    requests
        .iter()
        .map(|request| request.header(KEY).map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn writes_send_a_random_uuid() {
    for method in WRITES {
        let mock = MockTransport::new([success()]);
        call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        let key: Uuid = keys(&mock)[0].as_ref().unwrap().parse().unwrap();
        assert_eq!(
            (key.get_version_num(), key.get_variant()),
            (4, Variant::RFC4122)
        );
    }
}

#[tokio::test]
async fn all_attempts_of_a_call_send_the_same_key() {
    for method in WRITES {
        let mock = MockTransport::new([
            MockResponse::connection_refused(),
            failure(429),
            MockResponse::connection_reset(),
            success(),
        ]);
        call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        let keys = keys(&mock);
        assert_eq!(keys.len(), 4);
        assert!(
            keys[0].is_some() && keys.iter().all(|key| *key == keys[0]),
            "{keys:?}"
        );
    }
}

#[tokio::test]
async fn each_call_sends_a_different_key() {
    let mock = MockTransport::default();
    mock.fallback(success());
    let client = mock_client(&mock);
    for _ in 0..100 {
        call(&client, "POST", CallOptions::new()).await.unwrap();
    }
    assert_eq!(keys(&mock).into_iter().collect::<BTreeSet<_>>().len(), 100);
}

#[tokio::test]
async fn other_methods_send_no_key() {
    for method in IDEMPOTENT {
        let mock = MockTransport::new([failure(503), success()]);
        call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(keys(&mock), [None, None], "{method}");
    }
}

#[tokio::test]
async fn sends_the_callers_key() {
    for method in WRITES {
        let mock = MockTransport::new([failure(429), success()]);
        let options = CallOptions::new().idempotency_key("order-17");
        call(&mock_client(&mock), method, options).await.unwrap();
        let ours = Some("order-17".to_owned());
        assert_eq!(keys(&mock), [ours.clone(), ours]);
    }
}

#[tokio::test]
async fn rejects_an_invalid_key_before_sending() {
    for key in ["", "line\nbreak", "schlüssel"] {
        let mock = MockTransport::new([success()]);
        let options = CallOptions::new().idempotency_key(key);
        let error = call(&mock_client(&mock), "POST", options)
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        assert!(error.problems()[0].contains("idempotency key"), "{error}");
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn rejects_a_key_for_an_operation_without_keys() {
    for method in IDEMPOTENT {
        let mock = MockTransport::new([success()]);
        let options = CallOptions::new().idempotency_key("order-17");
        let error = call(&mock_client(&mock), method, options)
            .await
            .unwrap_err();
        assert_eq!(
            error.problems(),
            ["the operation does not accept an idempotency key"]
        );
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn rejects_a_key_in_the_headers() {
    // With the same key, the server would treat all calls as one.
    for method in WRITES {
        let mock = MockTransport::default();
        mock.fallback(success());
        let options = CallOptions::new().header("Idempotency-Key", "order-17");
        let error = call(&mock_client(&mock), method, options)
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        let client = builder()
            .mock_transport(&mock)
            .header("idempotency-key", "all")
            .build()
            .unwrap();
        let error = call(&client, method, CallOptions::new()).await.unwrap_err();
        assert!(
            error.problems()[0].contains("CallOptions::idempotency_key"),
            "{error}"
        );
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn does_not_retry_a_failed_write() {
    // The server stores the response by key, so a retry would return the same response.
    for method in WRITES {
        for status in [408, 500, 502, 503, 504] {
            let mock = MockTransport::new([failure(status), success()]);
            let error = call(&mock_client(&mock), method, CallOptions::new())
                .await
                .unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(mock.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn retries_a_conflict_with_an_earlier_attempt() {
    for method in WRITES {
        let mock = MockTransport::new([
            MockResponse::connection_reset(),
            failure(409),
            failure(409),
            success(),
        ]);
        let outcome = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(outcome.attempts, 4);
    }
}

#[tokio::test]
async fn retries_a_conflict_with_an_attempt_that_timed_out() {
    let late = success().delay(Duration::from_secs(40));
    let mock = MockTransport::new([late, failure(409), success()]);
    let outcome = call(&mock_client(&mock), "POST", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(outcome.attempts, 3);
}

#[tokio::test]
async fn does_not_retry_any_other_conflict() {
    for method in WRITES {
        // None of these attempts can be in progress.
        for before in [
            vec![],
            vec![MockResponse::connection_refused()],
            vec![failure(429)],
        ] {
            let sent = before.len() + 1;
            let mock = MockTransport::new(before.into_iter().chain([failure(409), success()]));
            let error = call(&mock_client(&mock), method, CallOptions::new())
                .await
                .unwrap_err();
            assert_eq!(error.status().unwrap(), 409);
            assert_eq!(mock.requests().len(), sent);
        }
    }
}
