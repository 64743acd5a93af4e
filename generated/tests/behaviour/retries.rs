//! The number of attempts, and the delays between them.

use std::time::Duration;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{CallOptions, Retry};

use crate::api::{METHODS, builder, call, failure, mock_client, success};

/// The delays before each attempt except the first.
fn waits(mock: &MockTransport) -> Vec<Duration> {
    let at: Vec<Duration> = mock.requests().iter().map(|request| request.at).collect();
    at.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn failing(status: u16) -> MockTransport {
    let mock = MockTransport::default();
    mock.fallback(failure(status));
    mock
}

fn milliseconds(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

#[tokio::test]
async fn makes_four_attempts_by_default() {
    let mock = failing(500);
    let error = call(&mock_client(&mock), "GET", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(mock.requests().len(), 4);
    assert_eq!(error.attempts(), 4);
    assert_eq!(error.elapsed(), mock.clock().elapsed());
}

#[tokio::test]
async fn delays_are_random_up_to_a_growing_limit() {
    let mut most = [Duration::ZERO; 3];
    let mut least = [Duration::MAX; 3];
    for _ in 0..200 {
        let mock = failing(500);
        call(&mock_client(&mock), "GET", CallOptions::new())
            .await
            .unwrap_err();
        for (index, wait) in waits(&mock).into_iter().enumerate() {
            most[index] = most[index].max(wait);
            least[index] = least[index].min(wait);
        }
    }
    for (index, bound) in [500, 750, 1125].into_iter().map(milliseconds).enumerate() {
        assert!(most[index] <= bound, "{most:?}");
        // 200 samples are enough to reach both ends of the range.
        assert!(
            most[index] > bound * 8 / 10 && least[index] < bound * 2 / 10,
            "{most:?} {least:?}"
        );
    }
}

#[tokio::test]
async fn delays_are_configurable() {
    let mock = failing(500);
    let retry = Retry::new()
        .max_attempts(40)
        .initial_backoff(milliseconds(100))
        .backoff_factor(10.0)
        .max_backoff(milliseconds(400));
    let options = CallOptions::new().retry(retry);
    let error = call(&mock_client(&mock), "GET", options).await.unwrap_err();
    let waits = waits(&mock);
    assert_eq!((waits.len(), error.attempts()), (39, 40));
    assert!(waits[0] <= milliseconds(100), "{waits:?}");
    assert!(
        waits.iter().all(|wait| *wait <= milliseconds(400)),
        "{waits:?}"
    );
    assert!(
        waits.iter().any(|wait| *wait > milliseconds(200)),
        "{waits:?}"
    );
}

#[tokio::test]
async fn accepts_nonsensical_settings() {
    for factor in [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -1.0,
        f64::MAX,
    ] {
        let retry = Retry::new()
            .backoff_factor(factor)
            .max_attempts(0)
            .max_attempts(3);
        let mock = failing(500);
        let options = CallOptions::new().retry(retry);
        call(&mock_client(&mock), "GET", options).await.unwrap_err();
        assert!((1..=3).contains(&mock.requests().len()), "{factor}");
    }
    // A zero delay stays zero.
    let never = Retry::new()
        .max_attempts(5000)
        .initial_backoff(Duration::ZERO);
    let mock = failing(500);
    let options = CallOptions::new().retry(never);
    call(&mock_client(&mock), "GET", options).await.unwrap_err();
    assert_eq!(
        (mock.requests().len(), mock.clock().elapsed()),
        (5000, Duration::ZERO)
    );
    let forever = Retry::new()
        .initial_backoff(Duration::MAX)
        .max_backoff(Duration::MAX)
        .budget(Duration::MAX);
    let mock = failing(500);
    let options = CallOptions::new().retry(forever);
    call(&mock_client(&mock), "GET", options).await.unwrap_err();
}

#[tokio::test]
async fn retry_none_makes_one_attempt() {
    for retry in [
        Retry::none(),
        Retry::new().max_attempts(1),
        Retry::new().max_attempts(0),
    ] {
        for method in METHODS {
            let mock = failing(429);
            let options = CallOptions::new().retry(retry.clone());
            let error = call(&mock_client(&mock), method, options)
                .await
                .unwrap_err();
            assert_eq!((mock.requests().len(), error.attempts()), (1, 1));
        }
    }
}

#[tokio::test]
async fn settings_of_a_call_override_those_of_the_client() {
    let mock = failing(500);
    let client = builder()
        .mock_transport(&mock)
        .retry(Retry::new().max_attempts(2))
        .build()
        .unwrap();
    call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert_eq!(mock.requests().len(), 2);
    let options = CallOptions::new().retry(Retry::new().max_attempts(3));
    call(&client, "GET", options).await.unwrap_err();
    assert_eq!(mock.requests().len(), 5);
}

#[tokio::test]
async fn retries_end_when_no_time_is_left() {
    let retry = Retry::new()
        .max_attempts(1000)
        .initial_backoff(Duration::from_secs(20))
        .max_backoff(Duration::from_secs(20));
    let mock = failing(500);
    let options = CallOptions::new().retry(retry.clone());
    let error = call(&mock_client(&mock), "GET", options).await.unwrap_err();
    // The error is the last response and not a timeout, because the call does not wait for an
    // attempt that it could not make.
    assert_eq!(error.status().unwrap(), 500);
    assert!(!error.is_timeout());
    assert!(
        error.elapsed() < Duration::from_secs(60),
        "{:?}",
        error.elapsed()
    );
    assert!(error.attempts() > 3, "{}", error.attempts());

    let mock = failing(500);
    let options = CallOptions::new()
        .retry(retry)
        .timeout(Duration::from_secs(600));
    let error = call(&mock_client(&mock), "GET", options).await.unwrap_err();
    assert!(
        error.elapsed() > Duration::from_secs(560),
        "{:?}",
        error.elapsed()
    );
    assert!(
        error.elapsed() < Duration::from_secs(600),
        "{:?}",
        error.elapsed()
    );
}

#[tokio::test]
async fn a_retry_budget_replaces_the_default_timeout() {
    let mock = failing(500);
    let retry = Retry::new()
        .max_attempts(1000)
        .initial_backoff(Duration::from_secs(20))
        .max_backoff(Duration::from_secs(20))
        .budget(Duration::from_secs(300));
    let client = builder()
        .mock_transport(&mock)
        .retry(retry)
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(
        error.elapsed() > Duration::from_secs(260),
        "{:?}",
        error.elapsed()
    );
    // A timeout of the call takes precedence.
    let options = CallOptions::new().timeout(Duration::from_secs(30));
    let error = call(&client, "GET", options).await.unwrap_err();
    assert!(
        error.elapsed() < Duration::from_secs(30),
        "{:?}",
        error.elapsed()
    );
}

#[tokio::test]
async fn retry_settings_of_a_call_do_not_inherit_the_clients_budget() {
    let mock = MockTransport::new([failure(429).header("retry-after", "3000"), success()]);
    let client = builder()
        .mock_transport(&mock)
        .retry(Retry::documented())
        .build()
        .unwrap();
    let options = CallOptions::new().retry(Retry::new());
    let error = call(&client, "GET", options).await.unwrap_err();
    assert_eq!(
        (error.attempts(), mock.clock().elapsed()),
        (1, Duration::ZERO)
    );
    // A timeout of the client takes precedence over the budget of its retries.
    let mock = failing(503);
    let client = builder()
        .mock_transport(&mock)
        .timeout(Duration::from_secs(10))
        .retry(Retry::documented())
        .build()
        .unwrap();
    let error = call(&client, "GET", CallOptions::new()).await.unwrap_err();
    assert!(
        error.elapsed() < Duration::from_secs(10),
        "{:?}",
        error.elapsed()
    );
}

#[test]
fn a_clock_that_cannot_wait_ends_the_call() {
    // Outside of a Tokio runtime, neither Tokio's clock nor the transport works.
    let client = builder().retry(Retry::documented()).build().unwrap();
    let mut call = std::pin::pin!(client.companies().get(crate::api::COMPANY).send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it waits");
    };
    assert_eq!(error.attempts(), 1);
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");
}

#[tokio::test]
async fn retry_documented_retries_for_an_hour() {
    for method in METHODS {
        let mock = failing(503);
        let options = CallOptions::new().retry(Retry::documented());
        let error = call(&mock_client(&mock), method, options)
            .await
            .unwrap_err();
        assert!(
            error.elapsed() > Duration::from_secs(3500),
            "{:?}",
            error.elapsed()
        );
        assert!(
            error.elapsed() < Duration::from_secs(3600),
            "{:?}",
            error.elapsed()
        );
        assert!(
            waits(&mock)
                .iter()
                .all(|wait| *wait <= Duration::from_secs(60))
        );
        // `Retry-After` is respected within that hour.
        let mock = MockTransport::new([failure(429).header("retry-after", "1800"), success()]);
        let options = CallOptions::new().retry(Retry::documented());
        call(&mock_client(&mock), method, options).await.unwrap();
        assert_eq!(mock.requests()[1].at, Duration::from_secs(1800));
    }
}

#[tokio::test]
async fn retries_failed_writes_if_enabled() {
    for method in ["POST", "PATCH"] {
        let mock = failing(500);
        let retry = Retry::new().retry_failed_writes(true);
        let options = CallOptions::new().retry(retry);
        call(&mock_client(&mock), method, options)
            .await
            .unwrap_err();
        let keys: Vec<_> = mock
            .requests()
            .iter()
            .map(|request| request.header("idempotency-key").unwrap().to_owned())
            .collect();
        assert_eq!(keys.len(), 4);
        assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    }
}

#[tokio::test]
async fn retries_refused_connections_for_every_method() {
    for method in METHODS {
        let mock = MockTransport::new([
            MockResponse::connection_refused(),
            MockResponse::connection_refused(),
            success(),
        ]);
        let outcome = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        assert_eq!(outcome.attempts, 3, "{method}");
    }
}

#[tokio::test]
async fn retries_broken_connections_for_every_method() {
    // A write with an idempotency key is safe to repeat.
    for method in METHODS {
        let cut = success().truncated_after(4);
        let mock = MockTransport::new([MockResponse::connection_reset(), cut, success()]);
        let outcome = call(&mock_client(&mock), method, CallOptions::new())
            .await
            .unwrap();
        // The body of a deletion is not needed, so it succeeds with the second response.
        let expected = if method == "DELETE" { 2 } else { 3 };
        assert_eq!(outcome.attempts, expected, "{method}");
    }
}
