//! Receives events with plain hyper: verifies each, answers at once, hands it to a queue, and takes repeated ones only
//! once.
//!
//! ```text
//! CODAT_WEBHOOK_SECRET=whsec_... cargo run --example hyper_receiver [ADDRESS]
//! ```
//!
//! It listens on 127.0.0.1:3000 where no other address is given, and takes events at any path and by any method.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use codat_platform::events::{DeduplicationStore, Event, Verifier, VerifyError};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Events are small. This is what leaves room for the largest.
const LARGEST_BODY: usize = 10 << 20;

/// How many events may wait. When there are more, Codat is asked to come again.
const QUEUE: usize = 1_000;

/// How long to wait after a connection that could not be accepted.
const PAUSE: Duration = Duration::from_millis(100);

/// What receives events.
pub struct Receiver {
    /// Knows what is Codat's own.
    pub verifier: Verifier,
    /// Knows what was here before: one that several processes share, or `events::Deduplicator`.
    pub deduplicator: Arc<dyn DeduplicationStore>,
    /// Where events wait to be worked on. What is signed by Codat and can't be read is an error that has the raw delivery in it.
    pub queue: mpsc::Sender<Result<Event, VerifyError>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = std::env::var("CODAT_WEBHOOK_SECRET");
    let secret = secret.map_err(|_| "set CODAT_WEBHOOK_SECRET")?;
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let (queue, mut work) = mpsc::channel(QUEUE);
    let receiver = Receiver {
        verifier: Verifier::new(secret)?,
        deduplicator: Arc::new(codat_platform::events::Deduplicator::default()),
        queue,
    };
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let server = tokio::spawn(serve(listener, receiver));
    while let Some(work) = work.recv().await {
        match work {
            Ok(event) => println!("queued {} {:?}", event.webhook_id(), event.kind),
            Err(error) => println!("queued unread {:?}", error.delivery()),
        }
    }
    match server.await? {}
}

/// Takes deliveries for ever.
pub async fn serve(listener: TcpListener, receiver: Receiver) -> Infallible {
    let receiver = Arc::new(receiver);
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // The peer has gone again, or there are too many open files: the next one may be fine.
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
                async move { Ok::<_, Infallible>(answer(receiver, request).await) }
            });
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            if let Err(error) = connection.await {
                eprintln!("{error}");
            }
        });
    }
}

async fn answer(receiver: Arc<Receiver>, request: Request<Incoming>) -> Response<Empty<Bytes>> {
    let (head, body) = request.into_parts();
    let status = match Limited::new(body, LARGEST_BODY).collect().await {
        // A task of its own: where the sender hangs up, hyper drops the answer half way, and what was noted as seen would
        // never reach the queue.
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
    let work = receiver.verifier.verify(headers, body);
    let delivery = match &work {
        Ok(event) => event.delivery(),
        Err(error) => match error.delivery() {
            Some(delivery) => delivery,
            None => return StatusCode::UNAUTHORIZED,
        },
    };
    let id = delivery.webhook_id().to_owned();
    match receiver.deduplicator.record(&id).await {
        Ok(true) => {}
        Ok(false) => return StatusCode::OK,
        // Nobody knows whether it was here: Codat is asked to come again.
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
    }
    if receiver.queue.try_send(work).is_ok() {
        return StatusCode::OK;
    }
    // It is not safe yet, so the next attempt must not be taken for a repeated one. If it can't be forgotten either,
    // it is in the log alone.
    if let Err(error) = receiver.deduplicator.forget(&id).await {
        eprintln!("{id} may be lost: {error}");
    }
    StatusCode::SERVICE_UNAVAILABLE
}
