//! Receives events with plain hyper: verifies a delivery, queues it, and responds at once. Repeated
//! deliveries are queued only once.
//!
//! ```text
//! CODAT_WEBHOOK_SECRET=whsec_... cargo run --example hyper_receiver [ADDRESS]
//! ```
//!
//! The default address is 127.0.0.1:3000. Events are accepted at any path and with any method.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use codat_platform::events::{DeduplicationStore, Event, EventKind, Verifier};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// The largest accepted body. Events are much smaller.
const MAX_BODY: usize = 10 << 20;

/// The capacity of the queue. If it is full, Codat is asked to retry.
const QUEUE_CAPACITY: usize = 1_000;

/// The pause after a connection could not be accepted.
const PAUSE: Duration = Duration::from_millis(100);

/// The state of the receiver.
pub struct Receiver {
    /// Verifies that a delivery is from Codat.
    pub verifier: Verifier,
    /// Detects repeated deliveries: a store that several processes share, or
    /// `events::Deduplicator`.
    pub deduplicator: Arc<dyn DeduplicationStore>,
    /// The events to process.
    pub queue: mpsc::Sender<Event>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = std::env::var("CODAT_WEBHOOK_SECRET");
    let secret = secret.map_err(|_| "set CODAT_WEBHOOK_SECRET")?;
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let (queue, mut events) = mpsc::channel(QUEUE_CAPACITY);
    let receiver = Receiver {
        verifier: Verifier::new(secret)?,
        deduplicator: Arc::new(codat_platform::events::Deduplicator::default()),
        queue,
    };
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let server = tokio::spawn(serve(listener, receiver));
    while let Some(event) = events.recv().await {
        match &event.kind {
            // Authentic, but not decodable by this version: store the raw body.
            EventKind::Unreadable { error, .. } => {
                println!("queued {}, {error}: {:?}", event.webhook_id(), event.raw());
            }
            kind => println!("queued {} {kind:?}", event.webhook_id()),
        }
    }
    match server.await? {}
}

/// Receives deliveries forever.
pub async fn serve(listener: TcpListener, receiver: Receiver) -> Infallible {
    let receiver = Arc::new(receiver);
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // The sender disconnected, or there are too many open files. The next one may succeed.
            Err(error) => {
                eprintln!("{error}");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let receiver = Arc::clone(&receiver);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let receiver = Arc::clone(&receiver);
                async move { Ok::<_, Infallible>(respond(receiver, request).await) }
            });
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            if let Err(error) = connection.await {
                eprintln!("{error}");
            }
        });
    }
}

async fn respond(receiver: Arc<Receiver>, request: Request<Incoming>) -> Response<Empty<Bytes>> {
    let (head, body) = request.into_parts();
    let status = match Limited::new(body, MAX_BODY).collect().await {
        // In a separate task: if the sender disconnects, hyper drops this future, and a delivery
        // that is already recorded would never be queued.
        Ok(body) => {
            let received =
                tokio::spawn(
                    async move { receive(&receiver, &head.headers, &body.to_bytes()).await },
                );
            received.await.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE,
    };
    let mut response = Response::new(Empty::new());
    *response.status_mut() = status;
    response
}

async fn receive(receiver: &Receiver, headers: &hyper::HeaderMap, body: &[u8]) -> StatusCode {
    // An error always means that the delivery is not authentic.
    let event = match receiver.verifier.verify(headers, body) {
        Ok(event) => event,
        Err(error) => {
            eprintln!("refused: {error}");
            return error.status();
        }
    };
    let id = event.webhook_id().to_owned();
    match receiver.deduplicator.record(&id).await {
        Ok(true) => {}
        Ok(false) => return StatusCode::OK,
        // It is unknown whether this delivery is new, so ask Codat to retry.
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
    }
    if receiver.queue.try_send(event).is_ok() {
        return StatusCode::OK;
    }
    // The event is not queued, so the next attempt must not be treated as a duplicate. If the store
    // fails too, the event is only in the log.
    if let Err(error) = receiver.deduplicator.forget(&id).await {
        eprintln!("event {id} may be lost: {error}");
    }
    StatusCode::SERVICE_UNAVAILABLE
}
