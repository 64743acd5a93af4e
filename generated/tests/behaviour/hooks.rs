//! Hooks: caller code around every attempt.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use codat_platform::http::{HeaderMap, HeaderValue, StatusCode};
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{Attempt, CallOptions, Client, Error, Hook};

use crate::api::{builder, call, failure, success};
use crate::support::{BASIC, KEY};

/// Records its calls.
#[derive(Clone, Default)]
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    headers: Arc<Mutex<Vec<HeaderMap>>>,
    receives_secrets: bool,
}

impl Log {
    fn add(&self, line: String) {
        self.lines.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut *self.lines.lock().unwrap())
    }
}

impl Hook for Log {
    fn before_request(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let (number, method) = (attempt.number(), attempt.method());
        self.add(format!(
            "{number} {} {method} {}",
            attempt.operation(),
            attempt.path_template()
        ));
        self.headers.lock().unwrap().push(headers.clone());
    }

    fn after_response(&self, attempt: &Attempt, status: StatusCode, _: &HeaderMap) {
        let will_retry = attempt.retry_in().is_some();
        self.add(format!(
            "{} returned {}, will retry: {will_retry}",
            attempt.number(),
            status.as_u16()
        ));
    }

    fn after_error(&self, attempt: &Attempt, error: &Error) {
        let will_retry = attempt.retry_in().is_some();
        self.add(format!(
            "{} failed, will retry: {will_retry}: {error}",
            attempt.number()
        ));
    }

    fn receives_secrets(&self) -> bool {
        self.receives_secrets
    }
}

fn hooked(mock: &MockTransport, hook: impl Hook) -> Client {
    builder().mock_transport(mock).hook(hook).build().unwrap()
}

#[tokio::test]
async fn hooks_run_around_every_attempt() {
    let log = Log::default();
    let mock = MockTransport::new([MockResponse::connection_refused(), failure(503), success()]);
    let client = hooked(&mock, log.clone());
    call(&client, "GET", CallOptions::new()).await.unwrap();
    assert_eq!(
        log.lines(),
        [
            "1 get-company GET /companies/{companyId}",
            "1 failed, will retry: true: get-company: the connection could not be established: refused",
            "2 get-company GET /companies/{companyId}",
            "2 returned 503, will retry: true",
            "3 get-company GET /companies/{companyId}",
            "3 returned 200, will retry: false",
        ]
    );
}

#[tokio::test]
async fn hooks_receive_the_final_result() {
    let log = Log::default();
    let mock = MockTransport::new([failure(404), MockResponse::connection_reset()]);
    let client = hooked(&mock, log.clone());
    call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert_eq!(log.lines()[1..], ["1 returned 404, will retry: false"]);
    let once = CallOptions::new().retry(codat_platform::Retry::none());
    call(&client, "GET", once).await.unwrap_err();
    assert_eq!(
        log.lines()[1..],
        [
            "1 failed, will retry: false: get-company: the connection failed before a response arrived: reset"
        ]
    );
}

#[tokio::test]
async fn hooks_receive_the_elapsed_time_and_the_delay() {
    type Times = Vec<(Duration, Option<Duration>)>;
    struct TimeLog(Arc<Mutex<Times>>);
    impl Hook for TimeLog {
        fn after_response(&self, attempt: &Attempt, _: StatusCode, _: &HeaderMap) {
            self.0
                .lock()
                .unwrap()
                .push((attempt.elapsed(), attempt.retry_in()));
        }
    }
    let times = Arc::default();
    let second = Duration::from_secs(1);
    let mock = MockTransport::new([
        failure(429).header("retry-after", "5").delay(second),
        success().delay(second),
    ]);
    let client = hooked(&mock, TimeLog(Arc::clone(&times)));
    call(&client, "GET", CallOptions::new()).await.unwrap();
    assert_eq!(
        *times.lock().unwrap(),
        [(second, Some(second * 5)), (second * 7, None)]
    );
}

#[tokio::test]
async fn hooks_change_headers() {
    struct Trace;
    impl Hook for Trace {
        fn before_request(&self, attempt: &Attempt, headers: &mut HeaderMap) {
            headers.insert("x-attempt", HeaderValue::from(attempt.number()));
            headers.remove("user-agent");
        }
    }
    let mock = MockTransport::new([failure(500), success()]);
    call(&hooked(&mock, Trace), "GET", CallOptions::new())
        .await
        .unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].header("x-attempt"), Some("1"));
    assert_eq!(requests[1].header("x-attempt"), Some("2"));
    assert!(
        requests
            .iter()
            .all(|request| request.header("user-agent").is_none())
    );
}

#[tokio::test]
async fn hooks_run_in_the_order_in_which_they_were_added() {
    let (first, second) = (Log::default(), Log::default());
    let lines = Arc::clone(&first.lines);
    let second = Log {
        lines: Arc::clone(&lines),
        ..second
    };
    struct Mark(Arc<Mutex<Vec<String>>>);
    impl Hook for Mark {
        fn before_request(&self, _: &Attempt, _: &mut HeaderMap) {
            self.0.lock().unwrap().push("mark".to_owned());
        }
    }
    let mock = MockTransport::new([success()]);
    let client = builder()
        .mock_transport(&mock)
        .hook(Mark(lines))
        .hook(second)
        .build()
        .unwrap();
    call(&client, "GET", CallOptions::new()).await.unwrap();
    assert_eq!(
        first.lines()[..2],
        ["mark", "1 get-company GET /companies/{companyId}"]
    );
}

#[tokio::test]
async fn hooks_do_not_see_the_key() {
    let log = Log::default();
    let mock = MockTransport::new([success()]);
    let client = hooked(&mock, log.clone());
    let options = CallOptions::new()
        .header("cookie", "session=hidden")
        .secret_header("x-token", "t0ken");
    call(&client, "GET", options).await.unwrap();
    let seen = log.headers.lock().unwrap().remove(0);
    assert!(!seen.contains_key("x-token"));
    assert_eq!(mock.requests()[0].header("x-token"), Some("t0ken"));
    assert!(
        !seen.contains_key("authorization") && !seen.contains_key("cookie"),
        "{seen:?}"
    );
    assert!(seen.contains_key("user-agent"));
    // The header is still sent.
    assert_eq!(mock.requests()[0].header("authorization"), Some(BASIC));
    assert_eq!(mock.requests()[0].header("cookie"), Some("session=hidden"));
}

#[tokio::test]
async fn keeps_all_values_of_a_sensitive_header() {
    struct Signer;
    impl Hook for Signer {
        fn before_request(&self, _: &Attempt, headers: &mut HeaderMap) {
            let mut secret = HeaderValue::from_static("one");
            secret.set_sensitive(true);
            headers.append("x-sign", secret);
            headers.append("x-sign", HeaderValue::from_static("two"));
        }
    }
    let mock = MockTransport::new([success()]);
    let client = builder()
        .mock_transport(&mock)
        .hook(Signer)
        .hook(Log::default());
    call(&client.build().unwrap(), "GET", CallOptions::new())
        .await
        .unwrap();
    let sent = &mock.requests()[0].headers;
    assert_eq!(
        sent.get_all("x-sign").iter().collect::<Vec<_>>(),
        ["one", "two"]
    );
}

#[tokio::test]
async fn a_hook_cannot_replace_a_hidden_key() {
    struct KeyReplacer;
    impl Hook for KeyReplacer {
        fn before_request(&self, _: &Attempt, headers: &mut HeaderMap) {
            headers.insert("authorization", HeaderValue::from_static("Basic mine"));
        }
    }
    let mock = MockTransport::new([success()]);
    call(&hooked(&mock, KeyReplacer), "GET", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(mock.requests()[0].header("authorization"), Some(BASIC));
}

#[tokio::test]
async fn a_hook_can_opt_in_to_see_the_key() {
    let log = Log {
        receives_secrets: true,
        ..Log::default()
    };
    let mock = MockTransport::new([success()]);
    call(&hooked(&mock, log.clone()), "GET", CallOptions::new())
        .await
        .unwrap();
    let seen = log.headers.lock().unwrap().remove(0);
    assert_eq!(seen["authorization"], BASIC);
    assert!(!format!("{seen:?}").contains(KEY) && seen["authorization"].is_sensitive());
}

#[tokio::test]
async fn redacts_a_secret_that_a_hook_sets() {
    struct Signer;
    impl Hook for Signer {
        fn before_request(&self, _: &Attempt, headers: &mut HeaderMap) {
            let mut value = HeaderValue::from_static("signature-of-a-hook");
            value.set_sensitive(true);
            headers.insert("x-signature", value);
        }
    }
    let response = MockResponse::json(
        400,
        &serde_json::json!({"error": "bad signature-of-a-hook"}),
    );
    let mock = MockTransport::new([response]);
    let error = call(&hooked(&mock, Signer), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("bad [redacted]"));
}
