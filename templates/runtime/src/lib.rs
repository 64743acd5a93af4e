//! The HTTP core of an emitted SDK, as a crate of its own to compile, lint and test.
//!
//! It has the shape of an SDK: everything but this file is in `runtime/`, which is copied into each
//! SDK, so that a path such as `crate::runtime::Call` is valid in both. An SDK gets the folders and
//! files that its API needs; `generator/src/plan/package/capability.rs` lists which are optional.

mod runtime;
#[cfg(test)]
mod tests;

pub use bytes;
pub use http;
pub use runtime::*;
