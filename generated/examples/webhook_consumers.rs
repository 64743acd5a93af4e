//! Creates a webhook consumer, lists all consumers, and deletes the new one.
//!
//! ```text
//! CODAT_API_KEY=... cargo run --example webhook_consumers [BASE_URL]
//! ```
//!
//! Without a base URL, it calls Codat's production API. The consumer is created disabled, so no
//! events are sent to it.

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

/// Makes the three calls and writes their results to `out`.
pub async fn run(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let consumer = WebhookConsumerPrototype::new()
        .url("https://hooks.example.com/codat")
        .event_types([EventType::READ_COMPLETED, EventType::CONNECTION_CONNECTED])
        .disabled(true);
    let created = client.webhooks().create_consumer(consumer).await?;
    writeln!(out, "created {}", created.id)?;

    // Delete the new consumer even if listing fails.
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
