//! Receives events with axum: verifies each, answers at once, hands it to a queue, and takes repeated ones only once.
//!
//! ```text
//! CODAT_WEBHOOK_SECRET=whsec_... cargo run --example axum_receiver [ADDRESS]
//! ```
//!
//! It listens on 127.0.0.1:3000 where no other address is given, and takes events at any path. Without a secret it
//! takes one that is written below, and that anybody can sign with: `guide/events.md` has a call of curl that does.

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::any;
use codat_platform::events::{Deduplicator, Delivery, Event, Verifier};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// For trying out.
const NO_SECRET: &str = "whsec_bm90IGEgc2VjcmV0LCBhbnlib2R5IGtub3dzIGl0";

/// Events are small. This is what leaves room for the largest.
const LARGEST_BODY: usize = 10 << 20;

/// How many events may wait. When there are more, Codat is asked to come again.
const QUEUE: usize = 1_000;

/// What waits to be worked on.
pub enum Work {
    /// An event.
    Event(Box<Event>),
    /// One of Codat's own deliveries that could not be read.
    Unread(Delivery),
}

#[derive(Clone)]
struct Receiver {
    verifier: Verifier,
    /// What is here is of this process. With several, give a store that they share: see `events::DeduplicationStore`.
    deduplicator: Arc<Deduplicator>,
    queue: mpsc::Sender<Work>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = std::env::var("CODAT_WEBHOOK_SECRET").unwrap_or_else(|_| {
        eprintln!("CODAT_WEBHOOK_SECRET is not set: trying out with {NO_SECRET}");
        NO_SECRET.to_owned()
    });
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let (queue, mut work) = mpsc::channel(QUEUE);
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let server = tokio::spawn(serve(listener, Verifier::new(secret)?, queue));
    while let Some(work) = work.recv().await {
        match work {
            Work::Event(event) => {
                println!("queued {} {:?}", event.webhook_id(), event.kind);
            }
            // Its raw body is what is left: store it, and look into it.
            Work::Unread(delivery) => println!("queued unread {delivery:?}"),
        }
    }
    Ok(server.await??)
}

/// Takes deliveries until the listener fails.
pub async fn serve(
    listener: TcpListener,
    verifier: Verifier,
    queue: mpsc::Sender<Work>,
) -> std::io::Result<()> {
    let receiver = Receiver {
        verifier,
        deduplicator: Arc::default(),
        queue,
    };
    // Any method: what Codat's Portal calls a transformation can turn POST into PUT.
    let app = Router::new()
        .fallback(any(receive))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(receiver);
    axum::serve(listener, app).await
}

/// Codat waits for 15 seconds. Nothing in here waits for anything.
async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let (id, work) = match receiver.verifier.verify(&headers, &body) {
        Ok(event) => (event.webhook_id().to_owned(), Work::Event(Box::new(event))),
        Err(error) => {
            eprintln!("{error}");
            match error.delivery() {
                // Signed by Codat, so refusing it would only have it sent again, and lost in the end.
                Some(delivery) => (
                    delivery.webhook_id().to_owned(),
                    Work::Unread(delivery.clone()),
                ),
                None => return StatusCode::UNAUTHORIZED,
            }
        }
    };
    // First the place in the queue, then the note that the delivery was here: between the two nothing can fail.
    let Ok(place) = receiver.queue.try_reserve() else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    if receiver.deduplicator.insert(&id) {
        place.send(work);
    }
    StatusCode::OK
}
