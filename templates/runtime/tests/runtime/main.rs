//! The runtime against real servers on loopback, and its types on their own.
//!
//! One binary, so that it is linked once. Everything that needs the default transport is left out without `hyper`.

#![cfg(test)]

// The macros are private to the crate that they are copied into, so they are copied here too.
#[cfg(feature = "hyper")]
#[path = "../../src/call_macro.rs"]
mod call_macro;
#[cfg(feature = "hyper")]
#[path = "../../src/paged_macro.rs"]
mod paged_macro;
// Where the macros look for them.
#[cfg(feature = "hyper")]
use sdk_runtime::{BoxFuture, CallOptions, Error, Items, Pages, Response};

mod support;

mod bodies;
mod builder;
mod custom_transport;
mod date_time;
mod environment;
mod models;
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod moments;
mod open_enum;
mod refused;
mod required;
mod secrecy;
mod traits;

#[cfg(all(feature = "events", feature = "test-util"))]
mod envelope;
#[cfg(all(feature = "events", feature = "test-util"))]
mod event_support;
#[cfg(feature = "events")]
mod event_template;
#[cfg(feature = "events")]
mod seen;
#[cfg(all(feature = "events", feature = "test-util"))]
mod verifier;

#[cfg(feature = "hyper")]
mod answers;
#[cfg(feature = "hyper")]
mod connections;
#[cfg(feature = "hyper")]
mod encoding;
#[cfg(feature = "hyper")]
mod errors;
#[cfg(feature = "hyper")]
mod paging;
#[cfg(feature = "hyper")]
mod paging_faults;
#[cfg(feature = "hyper")]
#[expect(unreachable_pub, reason = "public in an SDK")]
mod paging_server;
#[cfg(feature = "hyper")]
mod sending;
#[cfg(feature = "hyper")]
mod server;
#[cfg(feature = "hyper")]
mod timeouts;
#[cfg(feature = "hyper")]
mod tls;
