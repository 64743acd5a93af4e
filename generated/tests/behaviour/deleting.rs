//! A DELETE that finds nothing any more.

use std::time::Duration;

use codat_platform::CallOptions;
use codat_platform::test_util::{Answer, Script};

use crate::api::{call, client, failure, scripted};
use crate::server::{Server, Step, answer};

#[tokio::test]
async fn what_an_earlier_attempt_may_have_deleted_is_deleted() {
    let late = Answer::status(204).delayed(Duration::from_secs(31));
    for first in [
        Answer::reset(),
        failure(500),
        failure(504),
        failure(408),
        late,
    ] {
        let script = Script::new([first, failure(404)]);
        let told = call(&scripted(&script), "DELETE", CallOptions::new())
            .await
            .unwrap();
        assert_eq!((told.status, told.attempts), (404, 2));
        assert!(told.done_by_earlier_attempt);
    }
}

#[tokio::test]
async fn a_body_that_nobody_wants_is_not_waited_for() {
    let script = Script::new([Answer::status(200).body("{}").stalled_after(1)]);
    let told = call(&scripted(&script), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(told.attempts, 1);
    assert_eq!(script.clock().elapsed(), Duration::from_secs(1));
    // Nor is that of an answer which says that it was deleted before.
    let script = Script::new([Answer::reset(), failure(404).cut_after(2)]);
    let told = call(&scripted(&script), "DELETE", CallOptions::new())
        .await
        .unwrap();
    assert!(told.done_by_earlier_attempt);
}

#[tokio::test]
async fn what_no_attempt_can_have_deleted_was_not_there() {
    for before in [vec![], vec![Answer::refused()], vec![failure(429)]] {
        let script = Script::new(before.into_iter().chain([failure(404)]));
        let error = call(&scripted(&script), "DELETE", CallOptions::new())
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
    }
}

#[tokio::test]
async fn other_methods_take_404_for_what_it_is() {
    for method in ["GET", "PUT", "POST", "PATCH"] {
        let script = Script::new([Answer::reset(), failure(404)]);
        let error = call(&scripted(&script), method, CallOptions::new())
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
    assert!(told.done_by_earlier_attempt, "{told:?}");
    assert_eq!(server.requests().len(), 2);
}
