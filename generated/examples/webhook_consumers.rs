//! Creates a webhook consumer, lists all there are, and deletes the one that it created.
//!
//! ```text
//! CODAT_API_KEY=... cargo run --example webhook_consumers [BASE_URL]
//! ```
//!
//! Without a base URL it talks to Codat itself. The consumer is created disabled, so that no event is sent to it.

use std::error::Error;
use std::io::{self, Write};

use codat_platform::events::EventType;
use codat_platform::models::WebhookConsumerPrototype;
use codat_platform::{ApiKey, Client};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = std::env::var("CODAT_API_KEY").map_err(|_| "set CODAT_API_KEY")?;
    let mut builder = Client::builder().api_key(ApiKey::new(key));
    if let Some(base_url) = std::env::args().nth(1) {
        builder = builder.base_url(base_url);
    }
    run(&builder.build()?, &mut io::stdout()).await
}

/// The three calls. What they give is written to `out`.
pub async fn run(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let consumer = WebhookConsumerPrototype::new()
        .url("https://hooks.example.com/codat")
        .event_types([EventType::READ_COMPLETED, EventType::CONNECTION_CONNECTED])
        .disabled(true);
    let created = client.webhooks().create_consumer(consumer).await?;
    writeln!(out, "created {}", created.id)?;

    // What was created goes away again, even if it can't be listed.
    let listed = list(client, out).await;
    client.webhooks().delete_consumer(created.id).await?;
    writeln!(out, "deleted {}", created.id)?;
    listed
}

async fn list(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let consumers = client.webhooks().list_consumers().await?;
    for consumer in consumers.results {
        let url = consumer.url.as_deref().unwrap_or("(no URL)");
        let events = consumer.event_types.join(", ");
        writeln!(out, "{} {url}: {events}", consumer.id)?;
    }
    Ok(())
}
