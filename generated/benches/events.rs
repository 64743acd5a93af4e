//! The time to verify and decode an event of 2 KiB, compared with Svix's library and serde_json.
//!
//! ```text
//! cargo bench -p codat-platform --bench events
//! ```
//!
//! Both get the same headers and body, and return the same model. The results are in
//! `guide/events.md`.

#![allow(clippy::expect_used, reason = "a benchmark fails by a panic")]

use std::time::SystemTime;

use codat_platform::events::{EventKind, Verifier};
use codat_platform::http::{HeaderMap, HeaderValue};
use codat_platform::models::ReadCompletedWebhook;
use divan::{Bencher, black_box};
use svix::webhooks::Webhook;

const SECRET: &str = "whsec_c2VjcmV0IG9mIGEgYmVuY2gsIDI0IGJ5dGVz";

fn main() {
    let (_, body) = delivery();
    println!("an event of {} bytes", body.len());
    divan::main();
}

/// A delivery that is signed now, since both libraries check the timestamp.
fn delivery() -> (HeaderMap, Vec<u8>) {
    let body = body();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = now.expect("the clock is after 1970").as_secs();
    let now = i64::try_from(now).expect("the time fits");
    let id = "msg_2b1q7Yd0";
    let webhook = Webhook::new(SECRET).expect("the secret is Base64");
    let signature = webhook
        .sign(id, now, &body)
        .expect("the body can be signed");
    let mut headers = HeaderMap::new();
    let mut insert = |name: &'static str, value: &str| {
        let value = HeaderValue::from_str(value).expect("the value is ASCII");
        headers.insert(name, value);
    };
    insert("webhook-id", id);
    insert("webhook-timestamp", &now.to_string());
    insert("webhook-signature", &signature);
    (headers, body)
}

/// A `read.completed` event of several data types, of a typical length.
fn body() -> Vec<u8> {
    let types = [
        "invoices",
        "bills",
        "customers",
        "suppliers",
        "journalEntries",
        "bankAccounts",
        "chartOfAccounts",
        "payments",
        "creditNotes",
        "directCosts",
        "items",
        "transfers",
    ];
    let types: Vec<String> = types
        .iter()
        .map(|name| {
            format!(
                r#"{{"dataType":"{name}","connectionId":"71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04","recordsModified":true,"status":"Complete","issues":[]}}"#
            )
        })
        .collect();
    let types = types.join(",");
    let body = format!(
        r#"{{"id":"743ad02c-1c4e-4b1f-8c39-5a4d4ff1f6c2","eventType":"read.completed","generatedDate":"2026-03-04T10:41:10.003Z","payload":{{"referenceCompany":{{"id":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","name":"Harbour Lane Bakery","description":"Customer 20817","links":{{"portal":"https://app.codat.io/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/summary"}},"tags":{{"region":"nordics","team":"lending"}}}},"modifiedFromDate":"2026-03-03T00:00:00Z","dataTypes":[{types}]}}}}"#
    );
    body.into_bytes()
}

#[divan::bench(sample_count = 2_000, sample_size = 10)]
fn codat_platform(bencher: Bencher<'_, '_>) {
    let (headers, body) = delivery();
    let verifier = Verifier::new(SECRET).expect("the secret is Base64");
    bencher.bench(|| {
        let event = verifier.verify(black_box(&headers), black_box(&body));
        let event = event.expect("the event is signed");
        assert!(matches!(event.kind, EventKind::ReadCompleted(_)));
        event
    });
}

#[divan::bench(sample_count = 2_000, sample_size = 10)]
fn svix_and_serde_json(bencher: Bencher<'_, '_>) {
    let (headers, body) = delivery();
    let webhook = Webhook::new(SECRET).expect("the secret is Base64");
    bencher.bench(|| {
        let verified = webhook.verify(black_box(&body), black_box(&headers));
        verified.expect("the event is signed");
        let event: ReadCompletedWebhook =
            serde_json::from_slice(&body).expect("the event has its type");
        assert_eq!(event.event_type.as_deref(), Some("read.completed"));
        event
    });
}
