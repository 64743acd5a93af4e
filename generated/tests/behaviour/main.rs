//! Tests of the SDK's behaviour. Each test has a row in `guide/behaviour.md`.
//!
//! Tests of what is sent and when use a mock transport and a virtual clock, on which an hour of
//! waiting takes no time. Tests of connections use a real server on loopback.

#![cfg(test)]
#![cfg(feature = "hyper")]

#[path = "../support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with other test binaries")]
mod support;

#[path = "../support/growing.rs"]
mod growing;

mod api;
mod server;

mod blocking;
mod cancellation;
mod concurrency;
mod connections;
mod decoding;
mod deletion;
mod errors;
#[cfg(feature = "events")]
mod events;
mod guide;
mod hooks;
mod idempotency;
mod key_providers;
mod limits;
mod lower_level;
mod mocks;
mod network;
mod paging;
mod redaction;
mod redirects;
mod responses;
mod retries;
mod retry_after;
mod statuses;
mod timeouts;
mod tracing;
mod waiting;
