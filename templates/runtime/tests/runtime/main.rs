//! The runtime against real servers on loopback, and its types on their own.
//!
//! One binary, so that it is linked once. Everything that needs the default transport is left out without `hyper`.

#![cfg(test)]

mod support;

mod bodies;
mod builder;
mod custom_transport;
mod environment;
mod models;
mod open_enum;
mod refused;
mod required;
mod secrecy;
mod traits;

#[cfg(feature = "hyper")]
mod answers;
#[cfg(feature = "hyper")]
mod connections;
#[cfg(feature = "hyper")]
mod encoding;
#[cfg(feature = "hyper")]
mod errors;
#[cfg(feature = "hyper")]
mod sending;
#[cfg(feature = "hyper")]
mod server;
#[cfg(feature = "hyper")]
mod timeouts;
#[cfg(feature = "hyper")]
mod tls;
