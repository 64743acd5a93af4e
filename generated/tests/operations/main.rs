//! Calls every operation against real HTTP servers on loopback: what is sent, and how responses are
//! handled.
//!
//! What holds for any API (encoding, limits, redirects, precedence of headers) is tested in
//! `templates/runtime/src/tests`. These tests cover the operations of Codat's document.

#![cfg(test)]
#![cfg(feature = "hyper")]
#![allow(deprecated, reason = "deprecated operations must work, too")]

#[path = "../support/absent.rs"]
mod absent;

#[path = "../support/growing.rs"]
mod growing;

#[path = "../support/mod.rs"]
mod support;

mod api_keys;
mod completeness;
mod docs;
mod errors;
#[cfg(feature = "events")]
mod example;
mod example_responses;
mod malformed_responses;
mod paths;
mod redaction;
mod rejected_requests;
mod requests;
mod responses;
mod table;
mod traits;
mod wrong_types;
