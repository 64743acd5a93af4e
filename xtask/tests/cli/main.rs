//! Tests of the xtask binary: its options, what it writes, its output and its exit codes.

#![cfg(test)]

mod api;
mod budget;
mod check;
mod compatibility;
mod corpus;
mod diff;
mod generate;
mod history;
mod input;
mod ir;
#[cfg(feature = "lint")]
mod lint;
mod output;
mod sdks;
mod support;
mod sync;
