//! Walks through every paged list of the API, on a server on loopback.
//!
//! The runtime's tests cover the rules of a walk. These tests check that every list follows them:
//! that its pages state their number, size and total, and that its call keeps its parameters.

#![cfg(test)]
#![cfg(feature = "hyper")]
#![allow(deprecated, reason = "the deprecated rules are a list, too")]

#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other test crates use the servers of raw bytes")]
mod support;

mod book;
mod ends;
mod faults;
mod lists;
mod walks;
