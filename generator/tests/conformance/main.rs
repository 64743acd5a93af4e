//! Conformance suites that are not part of this repository. Each is skipped, with a message, if its
//! files are not next to the repository.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod http_specs;
mod json_schema;
#[path = "../support/mod.rs"]
mod support;
