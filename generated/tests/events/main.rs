//! Webhook events: published test vectors, example deliveries, tampered deliveries and the example
//! receivers.
//!
//! Deliveries are signed by the sender's own library (`svix`), independently of this crate.
//! `signed` tests the deliveries that the crate itself signs for tests, behind its feature.

#![cfg(test)]
#![cfg(feature = "events")]

#[path = "../support/absent.rs"]
mod absent;

mod bodies;
mod conformance;
#[cfg(feature = "test-util")]
mod guide;
mod kinds;
mod properties;
mod receivers;
mod sender;
mod serialization;
#[cfg(feature = "test-util")]
mod signed;
mod types;
mod vectors;
