//! What the SDK does when things go wrong, rule by rule. `guide/behaviour.md` has a row for each test here.
//!
//! Where a rule is about what is sent and when, a mock transport takes the place of the server and a virtual clock that of time,
//! so that an hour of waiting takes none. Where it is about connections, the server is a real one on loopback.

#![cfg(test)]
#![cfg(feature = "hyper")]

#[path = "../support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with other test binaries")]
mod support;

#[path = "../support/growing.rs"]
mod growing;

mod api;
mod server;

mod around;
mod cancelling;
mod connections;
mod deleting;
mod errors;
#[cfg(feature = "events")]
mod events;
mod guide;
mod hooks;
mod idempotency;
mod keys;
mod many;
mod networks;
mod redirects;
mod replies;
mod retry_after;
mod retrying;
mod secrecy;
mod statuses;
mod timeouts;
mod traces;
