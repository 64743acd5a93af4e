//! Idempotency keys.

use std::collections::BTreeSet;
use std::time::Duration;

use codat_platform::CallOptions;
use codat_platform::test_util::{Answer, Script};
use codat_platform::uuid::{Uuid, Variant};

use crate::api::{IDEMPOTENT, builder, call, failure, scripted, success};

const KEY: &str = "idempotency-key";

const WRITES: [&str; 2] = ["POST", "PATCH"];

fn keys(script: &Script) -> Vec<Option<String>> {
    let requests = script.requests();
    requests
        .iter()
        .map(|request| request.header(KEY).map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_write_has_a_random_uuid() {
    for method in WRITES {
        let script = Script::new([success()]);
        call(&scripted(&script), method, CallOptions::new())
            .await
            .unwrap();
        let key: Uuid = keys(&script)[0].as_ref().unwrap().parse().unwrap();
        assert_eq!(
            (key.get_version_num(), key.get_variant()),
            (4, Variant::RFC4122)
        );
    }
}

#[tokio::test]
async fn every_attempt_of_a_call_has_the_same() {
    for method in WRITES {
        let script = Script::new([Answer::refused(), failure(429), Answer::reset(), success()]);
        call(&scripted(&script), method, CallOptions::new())
            .await
            .unwrap();
        let keys = keys(&script);
        assert_eq!(keys.len(), 4);
        assert!(
            keys[0].is_some() && keys.iter().all(|key| *key == keys[0]),
            "{keys:?}"
        );
    }
}

#[tokio::test]
async fn every_call_has_another() {
    let script = Script::default();
    script.otherwise(success());
    let client = scripted(&script);
    for _ in 0..100 {
        call(&client, "POST", CallOptions::new()).await.unwrap();
    }
    assert_eq!(
        keys(&script).into_iter().collect::<BTreeSet<_>>().len(),
        100
    );
}

#[tokio::test]
async fn other_methods_never_have_one() {
    for method in IDEMPOTENT {
        let script = Script::new([failure(503), success()]);
        call(&scripted(&script), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(keys(&script), [None, None], "{method}");
    }
}

#[tokio::test]
async fn the_callers_key_is_the_one_that_is_sent() {
    for method in WRITES {
        let script = Script::new([failure(429), success()]);
        let options = CallOptions::new().idempotency_key("order-17");
        call(&scripted(&script), method, options).await.unwrap();
        let ours = Some("order-17".to_owned());
        assert_eq!(keys(&script), [ours.clone(), ours]);
    }
}

#[tokio::test]
async fn a_key_that_can_not_be_sent_is_refused_before_anything_is() {
    for key in ["", "line\nbreak", "schlüssel"] {
        let script = Script::new([success()]);
        let options = CallOptions::new().idempotency_key(key);
        let error = call(&scripted(&script), "POST", options).await.unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        assert!(error.problems()[0].contains("idempotency key"), "{error}");
        assert!(script.requests().is_empty());
    }
}

#[tokio::test]
async fn a_key_for_an_operation_that_takes_none_is_refused() {
    for method in IDEMPOTENT {
        let script = Script::new([success()]);
        let options = CallOptions::new().idempotency_key("order-17");
        let error = call(&scripted(&script), method, options).await.unwrap_err();
        assert_eq!(error.problems(), ["the operation takes no idempotency key"]);
        assert!(script.requests().is_empty());
    }
}

#[tokio::test]
async fn a_key_among_the_headers_is_refused() {
    // One for all calls would make them all the same to the server.
    for method in WRITES {
        let script = Script::default();
        script.otherwise(success());
        let options = CallOptions::new().header("Idempotency-Key", "order-17");
        let error = call(&scripted(&script), method, options).await.unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        let client = builder()
            .script(&script)
            .header("idempotency-key", "all")
            .build()
            .unwrap();
        let error = call(&client, method, CallOptions::new()).await.unwrap_err();
        assert!(
            error.problems()[0].contains("CallOptions::idempotency_key"),
            "{error}"
        );
        assert!(script.requests().is_empty());
    }
}

#[tokio::test]
async fn a_failed_write_is_final() {
    // The server keeps the answer by the key, so that it would be the same again.
    for method in WRITES {
        for status in [408, 500, 502, 503, 504] {
            let script = Script::new([failure(status), success()]);
            let error = call(&scripted(&script), method, CallOptions::new())
                .await
                .unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(script.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_conflict_with_our_own_attempt_is_waited_for() {
    for method in WRITES {
        let script = Script::new([Answer::reset(), failure(409), failure(409), success()]);
        let told = call(&scripted(&script), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(told.attempts, 4);
    }
}

#[tokio::test]
async fn a_conflict_with_an_attempt_that_took_too_long_is_waited_for_too() {
    let late = success().delayed(Duration::from_secs(40));
    let script = Script::new([late, failure(409), success()]);
    let told = call(&scripted(&script), "POST", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(told.attempts, 3);
}

#[tokio::test]
async fn a_conflict_of_another_kind_is_final() {
    for method in WRITES {
        // None of these attempts can be under way.
        for before in [vec![], vec![Answer::refused()], vec![failure(429)]] {
            let sent = before.len() + 1;
            let script = Script::new(before.into_iter().chain([failure(409), success()]));
            let error = call(&scripted(&script), method, CallOptions::new())
                .await
                .unwrap_err();
            assert_eq!(error.status().unwrap(), 409);
            assert_eq!(script.requests().len(), sent);
        }
    }
}
