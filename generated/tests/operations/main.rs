//! Every operation against real HTTP servers on loopback: what is sent, and what is made of each answer.
//!
//! What holds for any API (encoding, bounds, redirects, the order of headers) is tested with the runtime, in
//! `templates/runtime/src/tests`. Here is what the document says of Codat's operations.

#![cfg(test)]
#![cfg(feature = "hyper")]
#![allow(deprecated, reason = "what the API deprecates has to work as well")]

#[path = "../support/absent.rs"]
mod absent;

#[path = "../support/growing.rs"]
mod growing;

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod broken;
mod complete;
mod errors;
#[cfg(feature = "events")]
mod example;
mod keys;
mod lists;
mod pages;
mod paths;
mod refused;
mod requests;
mod secrecy;
mod table;
mod traits;
