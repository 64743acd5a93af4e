//! Spans and events of the feature `tracing`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use codat_platform::CallOptions;
use codat_platform::test_util::{MockResponse, MockTransport};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::api::{call, failure, mock_client, success};
use crate::support::{BASIC, KEY};

type Fields = BTreeMap<String, String>;

/// Records the fields of every span and event.
#[derive(Clone, Default)]
struct Spans {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
    entered: Arc<Mutex<Vec<Id>>>,
}

struct Collect<'a>(&'a mut Fields);

impl Visit for Collect<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(
            field.name().to_owned(),
            format!("{value:?}").replace('"', ""),
        );
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("codat_platform")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::from([("name".to_owned(), span.metadata().name().to_owned())]);
        span.record(&mut Collect(&mut fields));
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().unwrap();
        values.record(&mut Collect(&mut spans[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let level = event.metadata().level().to_string();
        let mut fields = Fields::from([("level".to_owned(), level)]);
        event.record(&mut Collect(&mut fields));
        self.events.lock().unwrap().push(fields);
    }

    fn enter(&self, span: &Id) {
        self.entered.lock().unwrap().push(span.clone());
    }

    fn exit(&self, _: &Id) {
        self.entered.lock().unwrap().pop();
    }
}

/// The spans of a call.
async fn spans(mock: &MockTransport, method: &str) -> Vec<Fields> {
    spans_and_events(mock, method).await.0
}

/// The spans and the events of a call.
async fn spans_and_events(mock: &MockTransport, method: &str) -> (Vec<Fields>, Vec<Fields>) {
    let spans = Spans::default();
    let client = mock_client(mock);
    let options = CallOptions::new().query("private", "query-value");
    let _ = call(&client, method, options)
        .with_subscriber(spans.clone())
        .await;
    let events = spans.events.lock().unwrap().clone();
    let spans = spans.spans.lock().unwrap().clone();
    (spans, events)
}

#[tokio::test]
async fn each_attempt_has_a_span_with_the_conventions_names() {
    let mock = MockTransport::new([failure(503), success()]);
    let spans = spans(&mock, "GET").await;
    let expected = |more: &[(&str, &str)]| -> Fields {
        let all = [
            ("name", "http.client.request"),
            ("otel.name", "GET /companies/{companyId}"),
            ("otel.kind", "client"),
            ("http.request.method", "GET"),
            ("url.scheme", "https"),
            ("url.template", "/companies/{companyId}"),
            ("network.protocol.version", "1.1"),
            ("server.address", "api.codat.io"),
            ("server.port", "443"),
            ("operation.id", "get-company"),
        ];
        let fields = all.iter().chain(more);
        fields
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    assert_eq!(
        spans,
        [
            expected(&[
                ("http.response.status_code", "503"),
                ("error.type", "503"),
                ("otel.status_code", "ERROR"),
            ]),
            expected(&[
                ("http.response.status_code", "200"),
                ("http.request.resend_count", "1"),
            ]),
        ]
    );
}

#[tokio::test]
async fn a_span_records_the_kind_of_failure() {
    for (fault, word) in [
        (MockResponse::connection_refused(), "connect"),
        (MockResponse::connection_reset(), "interrupted"),
        (success().truncated_after(2), "interrupted"),
        (MockResponse::no_response(), "timeout"),
    ] {
        let mock = MockTransport::new([fault]);
        let spans = spans(&mock, "GET").await;
        assert_eq!(spans[0]["error.type"], word);
    }
}

#[tokio::test]
async fn spans_contain_no_secret_body_or_value() {
    let mock = MockTransport::new([failure(400)]);
    let shown = format!("{:?}", spans_and_events(&mock, "POST").await);
    for private in [KEY, BASIC, "query-value", "Acme", "It broke", "idempotency"] {
        assert!(!shown.contains(private), "{private}: {shown}");
    }
}

#[tokio::test]
async fn each_attempt_and_each_retry_emits_an_event() {
    let mock = MockTransport::new([
        failure(429).header("retry-after", "2"),
        MockResponse::connection_reset(),
        success(),
    ]);
    let (_, mut events) = spans_and_events(&mock, "GET").await;
    // The second delay is random.
    assert!(events[3].remove("wait_ms").is_some());
    let expected = |all: &[(&str, &str)]| -> Fields {
        all.iter()
            .chain(&[("operation.id", "get-company")])
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    let attempt = ("message", "request attempt completed");
    let retry = ("message", "retrying the request");
    assert_eq!(
        events,
        [
            expected(&[
                ("level", "DEBUG"),
                attempt,
                ("attempt", "1"),
                ("http.response.status_code", "429"),
            ]),
            expected(&[
                ("level", "WARN"),
                retry,
                ("attempt", "1"),
                ("wait_ms", "2000"),
                ("reason", "429"),
            ]),
            expected(&[
                ("level", "DEBUG"),
                attempt,
                ("attempt", "2"),
                ("error.type", "interrupted"),
            ]),
            expected(&[
                ("level", "WARN"),
                retry,
                ("attempt", "2"),
                ("reason", "interrupted"),
            ]),
            expected(&[
                ("level", "DEBUG"),
                attempt,
                ("attempt", "3"),
                ("http.response.status_code", "200"),
            ]),
        ]
    );
}

#[tokio::test]
async fn propagates_the_trace_context_of_each_attempt() {
    let subscriber = Spans::default();
    let entered = Arc::clone(&subscriber.entered);
    let mock = MockTransport::new([failure(503), success()]);
    let client = crate::api::builder()
        .mock_transport(&mock)
        .trace_context(move |headers| {
            let span = entered.lock().unwrap().last().map_or(0, Id::into_u64);
            headers.insert("traceparent", span.into());
        })
        .build()
        .unwrap();
    call(&client, "GET", CallOptions::new())
        .with_subscriber(subscriber)
        .await
        .unwrap();
    let requests = mock.requests();
    let spans: Vec<_> = requests
        .iter()
        .map(|request| request.header("traceparent").unwrap())
        .collect();
    assert_eq!(spans, ["1", "2"]);
}
