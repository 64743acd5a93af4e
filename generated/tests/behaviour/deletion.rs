//! A 404 response to DELETE.

use std::time::Duration;

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};

use crate::api::{call, client, failure, mock_client};
use crate::server::{Server, Step, respond};

#[tokio::test]
async fn a_404_after_an_attempt_that_may_have_deleted_is_a_success() {
    let late = MockResponse::status(204).delay(Duration::from_secs(31));
    for first in [
        MockResponse::connection_reset(),
        failure(500),
        failure(504),
        failure(408),
        late,
    ] {
        let mock = MockTransport::new([first, failure(404)]);
        let outcome = call(&mock_client(&mock), "DELETE", CallOptions::new())
            .await
            .unwrap();
        assert_eq!((outcome.status, outcome.attempts), (404, 2));
        assert!(outcome.deleted_by_earlier_attempt);
    }
}

#[tokio::test]
async fn does_not_wait_for_an_unneeded_body() {
    let mock = MockTransport::new([MockResponse::status(200).body("{}").stalled_after(1)]);
    let outcome = call(&mock_client(&mock), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(outcome.attempts, 1);
    assert_eq!(mock.clock().elapsed(), Duration::from_secs(1));
    // The body of a 404 that counts as success is not needed either.
    let mock = MockTransport::new([
        MockResponse::connection_reset(),
        failure(404).truncated_after(2),
    ]);
    let outcome = call(&mock_client(&mock), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert!(outcome.deleted_by_earlier_attempt);
}

#[tokio::test]
async fn a_404_without_such_an_attempt_is_an_error() {
    for before in [
        vec![],
        vec![MockResponse::connection_refused()],
        vec![failure(429)],
    ] {
        let mock = MockTransport::new(before.into_iter().chain([failure(404)]));
        let error = call(&mock_client(&mock), "DELETE", CallOptions::new())
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
    }
}

#[tokio::test]
async fn a_404_is_an_error_for_other_methods() {
    for method in ["GET", "PUT", "POST", "PATCH"] {
        let mock = MockTransport::new([MockResponse::connection_reset(), failure(404)]);
        let error = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
    }
}

#[tokio::test]
async fn a_real_server_that_deletes_and_disconnects() {
    let server = Server::new([Step::ReadAndClose, respond(404, "", "{}")]).await;
    let outcome = call(&client(server.url()), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert!(outcome.deleted_by_earlier_attempt, "{outcome:?}");
    assert_eq!(server.requests().len(), 2);
}
