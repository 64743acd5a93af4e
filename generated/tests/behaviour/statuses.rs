//! Every status with every method.

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::{IDEMPOTENT, METHODS, call, client, failure, mock_client, success};

/// The expected number of attempts for this status.
fn attempts(method: &str, status: u16) -> usize {
    let asks_again = matches!(status, 408 | 429 | 500..=599);
    match IDEMPOTENT.contains(&method) {
        true if asks_again => 4,
        false if status == 429 => 4,
        _ => 1,
    }
}

#[tokio::test]
async fn retries_each_status_by_method() {
    for method in METHODS {
        for status in (300..=308).chain(400..=451).chain(500..=511) {
            let mock = MockTransport::default();
            mock.fallback(failure(status));
            let client = mock_client(&mock);
            let error = call(&client, method, CallOptions::new()).await.unwrap_err();
            let expected = attempts(method, status);
            assert_eq!(mock.requests().len(), expected, "{method} {status}");
            assert_eq!(error.attempts() as usize, expected);
            assert_eq!(error.is_retryable(), expected > 1, "{method} {status}");
            assert_eq!(error.status().unwrap(), status);
        }
    }
}

#[tokio::test]
async fn retries_statuses_of_a_real_server() {
    let server = MockServer::start().await;
    let client = client(server.uri());
    for method in METHODS {
        for status in [
            400, 401, 402, 404, 408, 409, 422, 429, 451, 500, 502, 503, 504,
        ] {
            server.reset().await;
            Mock::given(any())
                .respond_with(ResponseTemplate::new(status))
                .mount(&server)
                .await;
            let error = call(&client, method, CallOptions::new()).await.unwrap_err();
            let received = server.received_requests().await.unwrap();
            assert_eq!(
                received.len(),
                attempts(method, status),
                "{method} {status}"
            );
            assert!(
                received
                    .iter()
                    .all(|request| request.method.as_str() == method)
            );
            assert_eq!(error.status().unwrap(), status);
        }
    }
}

#[tokio::test]
async fn a_success_is_not_retried() {
    for method in METHODS {
        for status in [200, 201, 202] {
            let mock = MockTransport::new([MockResponse::json(status, &crate::api::company())]);
            let outcome = call(&mock_client(&mock), method, CallOptions::new())
                .await
                .unwrap();
            assert_eq!((outcome.status, outcome.attempts), (status, 1));
        }
    }
}

#[tokio::test]
async fn the_last_attempt_may_succeed() {
    for method in IDEMPOTENT {
        let broken = [failure(503), failure(500), failure(408)];
        let mock = MockTransport::new(broken.into_iter().chain([success()]));
        let outcome = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!((outcome.status, outcome.attempts), (200, 4));
        assert!(!outcome.deleted_by_earlier_attempt);
    }
}
