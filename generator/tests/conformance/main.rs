//! Conformance suites that are not part of this repository. Each is skipped, with a message, if its
//! files are not next to the repository.
//!
//! A suite is a module that runs its cases and adds their outcomes to a [`report::Report`]. The
//! report prints a table, and [`page`] compares it with `docs/conformance.md`. [`suites::Suite`]
//! describes a suite: its folder, and the words of the docs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod http_specs;
mod json_schema;
mod overlay;
mod page;
mod report;
mod suites;
#[path = "../support/mod.rs"]
mod support;
