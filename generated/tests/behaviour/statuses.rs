//! Each status with each method.

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::{IDEMPOTENT, METHODS, call, client, failure, mock_client, success};

/// How often a call is sent that is answered so.
fn attempts(method: &str, status: u16) -> usize {
    let asks_again = matches!(status, 408 | 429 | 500..=599);
    match IDEMPOTENT.contains(&method) {
        true if asks_again => 4,
        false if status == 429 => 4,
        _ => 1,
    }
}

#[tokio::test]
async fn each_status_is_tried_again_or_not_by_its_method() {
    for method in METHODS {
        for status in (300..=308).chain(400..=451).chain(500..=511) {
            let mock = MockTransport::default();
            mock.fallback(failure(status));
            let client = mock_client(&mock);
            let error = call(&client, method, CallOptions::new()).await.unwrap_err();
            let expected = attempts(method, status);
            assert_eq!(mock.requests().len(), expected, "{method} {status}");
            assert_eq!(error.attempts() as usize, expected);
            assert_eq!(error.status().unwrap(), status);
        }
    }
}

#[tokio::test]
async fn each_status_does_the_same_on_a_real_server() {
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
async fn a_success_needs_no_other_attempt() {
    for method in METHODS {
        for status in [200, 201, 202] {
            let mock = MockTransport::new([MockResponse::json(status, &crate::api::company())]);
            let told = call(&mock_client(&mock), method, CallOptions::new())
                .await
                .unwrap();
            assert_eq!((told.status, told.attempts), (status, 1));
        }
    }
}

#[tokio::test]
async fn a_call_that_succeeds_at_last_is_a_success() {
    for method in IDEMPOTENT {
        let broken = [failure(503), failure(500), failure(408)];
        let mock = MockTransport::new(broken.into_iter().chain([success()]));
        let told = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!((told.status, told.attempts), (200, 4));
        assert!(!told.deleted_by_earlier_attempt);
    }
}
