//! Events received: every vector and example delivery, whatever a forger may change, and the example receivers.
//!
//! Deliveries are signed by the sender's own library (`svix`), so that what is verified here is not also made here.
//! `signed` tests what the crate itself signs for tests, behind its feature.

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
#[cfg(feature = "test-util")]
mod signed;
mod types;
mod vectors;
