//! Client-side limits of requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::{Body, BoxFuture, CallOptions, Client, Transport, TransportError, http};
use tokio::sync::Semaphore;

use crate::api::{COMPANY, builder, call, company, failure, success};

/// A transport that counts concurrent requests. Each response needs a permit.
#[derive(Clone)]
struct Gate {
    current: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    responses: Arc<Semaphore>,
}

impl Gate {
    fn new() -> Self {
        Self {
            current: Arc::default(),
            most: Arc::default(),
            responses: Arc::new(Semaphore::new(0)),
        }
    }
}

impl Transport for Gate {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let current = self.current.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(current, Ordering::SeqCst);
            self.responses.acquire().await.unwrap().forget();
            self.current.fetch_sub(1, Ordering::SeqCst);
            Ok(http::Response::new(company().to_string().into()))
        })
    }
}

fn limited_to_two(gate: &Gate) -> Client {
    let client = builder().transport(gate.clone()).max_concurrent(2);
    client.build().unwrap()
}

#[tokio::test]
async fn limits_concurrent_requests_of_all_clones() {
    let gate = Gate::new();
    let client = limited_to_two(&gate);
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let clone = client.clone();
            tokio::spawn(async move { call(&clone, "GET", CallOptions::new()).await })
        })
        .collect();
    while gate.current.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    gate.responses.add_permits(10);
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(gate.most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_dropped_call_releases_its_place() {
    let gate = Gate::new();
    let client = limited_to_two(&gate);
    let start = || {
        let clone = client.clone();
        tokio::spawn(async move { call(&clone, "GET", CallOptions::new()).await })
    };
    let (first, second, third, fourth) = (start(), start(), start(), start());
    while gate.current.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    // Two that are sent, and one that waits.
    for call in [first, second, third] {
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
    }
    gate.responses.add_permits(1);
    fourth.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_streamed_response_counts_until_it_is_dropped() {
    let mock = MockTransport::default();
    mock.fallback(success());
    let client = builder().mock_transport(&mock).max_concurrent(1);
    let client = client.build().unwrap();
    let response = client.companies().get(COMPANY).send_stream().await.unwrap();
    let options = CallOptions::new().timeout(Duration::from_secs(5));
    let error = call(&client, "GET", options).await.unwrap_err();
    assert!(error.is_timeout() && error.is_unsent(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "get-company: the client's own limits do not allow another request within 5s"
    );
    assert_eq!((error.attempts(), mock.requests().len()), (0, 1));
    drop(response);
    call(&client, "GET", CallOptions::new()).await.unwrap();
}

#[tokio::test]
async fn limits_the_requests_of_any_minute() {
    let mock = MockTransport::default();
    mock.fallback(success());
    let client = builder().mock_transport(&mock).requests_per_minute(2);
    let client = client.build().unwrap();
    let options = || CallOptions::new().timeout(Duration::from_secs(90));
    for _ in 0..5 {
        call(&client.clone(), "GET", options()).await.unwrap();
    }
    let times: Vec<u64> = mock
        .requests()
        .iter()
        .map(|sent| sent.at.as_secs())
        .collect();
    assert_eq!(times, [0, 0, 60, 60, 120]);
}

#[tokio::test]
async fn retries_count_towards_the_limit() {
    let mock = MockTransport::new([MockResponse::connection_refused(), failure(503), success()]);
    let client = builder().mock_transport(&mock).requests_per_minute(2);
    let options = CallOptions::new().timeout(Duration::from_secs(90));
    let outcome = call(&client.build().unwrap(), "GET", options)
        .await
        .unwrap();
    assert_eq!(outcome.attempts, 3);
    assert!(mock.clock().elapsed() >= Duration::from_secs(60));
}

#[tokio::test]
async fn a_limit_beyond_the_timeout_ends_the_call_immediately() {
    let mock = MockTransport::default();
    mock.fallback(success());
    let client = builder().mock_transport(&mock).requests_per_minute(1);
    let client = client.build().unwrap();
    call(&client, "GET", CallOptions::new()).await.unwrap();
    let options = || CallOptions::new().timeout(Duration::from_secs(59));
    let error = call(&client, "GET", options()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_unsent(), "{error:?}");
    assert_eq!(mock.clock().elapsed(), Duration::ZERO);
    // The rejected call has not used up the next minute.
    mock.clock().advance(Duration::from_secs(2));
    call(&client, "GET", options()).await.unwrap();
}
