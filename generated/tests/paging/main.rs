//! Every list that comes in pages, walked through on a server on loopback.
//!
//! The rules of the walk are tested with the runtime. Here is that each of Codat's lists follows them: that its page
//! tells its number, size and total, and that its call keeps what was set.

#![cfg(test)]
#![cfg(feature = "hyper")]
#![allow(deprecated, reason = "the rules are a list too")]

#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the servers of raw bytes are for others")]
mod support;

mod book;
mod ends;
mod faults;
mod lists;
mod walks;
