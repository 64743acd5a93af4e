//! A DELETE that finds nothing any more.

use std::time::Duration;

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};

use crate::api::{call, client, failure, mock_client};
use crate::server::{Server, Step, answer};

#[tokio::test]
async fn what_an_earlier_attempt_may_have_deleted_is_deleted() {
    let late = MockResponse::status(204).delay(Duration::from_secs(31));
    for first in [
        MockResponse::connection_reset(),
        failure(500),
        failure(504),
        failure(408),
        late,
    ] {
        let mock = MockTransport::new([first, failure(404)]);
        let told = call(&mock_client(&mock), "DELETE", CallOptions::new())
            .await
            .unwrap();
        assert_eq!((told.status, told.attempts), (404, 2));
        assert!(told.deleted_by_earlier_attempt);
    }
}

#[tokio::test]
async fn a_body_that_nobody_wants_is_not_waited_for() {
    let mock = MockTransport::new([MockResponse::status(200).body("{}").stalled_after(1)]);
    let told = call(&mock_client(&mock), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(told.attempts, 1);
    assert_eq!(mock.clock().elapsed(), Duration::from_secs(1));
    // Nor is that of an answer which says that it was deleted before.
    let mock = MockTransport::new([
        MockResponse::connection_reset(),
        failure(404).truncated_after(2),
    ]);
    let told = call(&mock_client(&mock), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert!(told.deleted_by_earlier_attempt);
}

#[tokio::test]
async fn what_no_attempt_can_have_deleted_was_not_there() {
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
async fn other_methods_take_404_for_what_it_is() {
    for method in ["GET", "PUT", "POST", "PATCH"] {
        let mock = MockTransport::new([MockResponse::connection_reset(), failure(404)]);
        let error = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
    }
}

#[tokio::test]
async fn a_real_server_that_hangs_up_after_deleting() {
    let server = Server::new([Step::ReadAndClose, answer(404, "", "{}")]).await;
    let told = call(&client(server.url()), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert!(told.deleted_by_earlier_attempt, "{told:?}");
    assert_eq!(server.requests().len(), 2);
}
