//! Tests of the xtask binary: its options, what it writes, its output and its exit codes.

#![cfg(test)]

mod check;
mod corpus;
mod generate;
mod input;
mod ir;
mod output;
mod sdks;
mod support;
