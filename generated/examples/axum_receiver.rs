//! Receives events with axum: verifies a delivery, queues it, and responds at once. Repeated
//! deliveries are queued only once.
//!
//! ```text
//! CODAT_WEBHOOK_SECRET=whsec_... cargo run --example axum_receiver [ADDRESS]
//! ```
//!
//! The default address is 127.0.0.1:3000. Events are accepted at any path. Without a secret in the
//! environment, it uses the one below, with which anybody can sign: `guide/events.md` shows how
//! with curl.

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::any;
use codat_platform::events::{Deduplicator, Event, EventKind, Verifier};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// A secret for experiments.
const PUBLIC_SECRET: &str = "whsec_bm90IGEgc2VjcmV0LCBhbnlib2R5IGtub3dzIGl0";

/// The largest accepted body. Events are much smaller.
const MAX_BODY: usize = 10 << 20;

/// The capacity of the queue. If it is full, Codat is asked to retry.
const QUEUE_CAPACITY: usize = 1_000;

#[derive(Clone)]
struct Receiver {
    verifier: Verifier,
    /// For a single process. Several processes need a shared store: see
    /// `events::DeduplicationStore`.
    deduplicator: Arc<Deduplicator>,
    queue: mpsc::Sender<Event>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = std::env::var("CODAT_WEBHOOK_SECRET").unwrap_or_else(|_| {
        eprintln!("CODAT_WEBHOOK_SECRET is not set: using the public {PUBLIC_SECRET}");
        PUBLIC_SECRET.to_owned()
    });
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let (queue, mut events) = mpsc::channel(QUEUE_CAPACITY);
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let server = tokio::spawn(serve(listener, Verifier::new(secret)?, queue));
    while let Some(event) = events.recv().await {
        match &event.kind {
            // Authentic, but not decodable by this version: store the raw body.
            EventKind::Unreadable { error, .. } => {
                println!("queued {}, {error}: {:?}", event.webhook_id(), event.raw());
            }
            kind => println!("queued {} {kind:?}", event.webhook_id()),
        }
    }
    Ok(server.await??)
}

/// Receives deliveries until the listener fails.
pub async fn serve(
    listener: TcpListener,
    verifier: Verifier,
    queue: mpsc::Sender<Event>,
) -> std::io::Result<()> {
    let receiver = Receiver {
        verifier,
        deduplicator: Arc::default(),
        queue,
    };
    // Any method, because a transformation in Codat's Portal can change POST to PUT.
    let app = Router::new()
        .fallback(any(receive))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(receiver);
    axum::serve(listener, app).await
}

/// Codat waits 15 seconds for the response. This function does not wait for anything.
async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    // An error always means that the delivery is not authentic.
    let event = match receiver.verifier.verify(&headers, &body) {
        Ok(event) => event,
        Err(error) => {
            eprintln!("refused: {error}");
            return error.status();
        }
    };
    // Reserve space in the queue before the delivery is recorded: nothing can fail in between.
    let Ok(permit) = receiver.queue.try_reserve() else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    if receiver.deduplicator.insert(event.webhook_id()) {
        permit.send(event);
    }
    StatusCode::OK
}
