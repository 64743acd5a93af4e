//! Sends a call: builds the request, makes attempts, and returns the response or an error.
//!
//! [`exchange`] is the entry point. [`attempts`] makes one attempt after another and waits in
//! between, [`attempt`] sends one request and reads its response, and [`failure`] turns what went
//! wrong into an [`Error`](crate::runtime::Error). Whether to retry is decided in
//! [`retry`](crate::runtime::retry).

pub(crate) mod attempt;
pub(crate) mod attempts;
pub(crate) mod exchange;
pub(crate) mod failure;
pub(crate) mod hook;
pub(crate) mod limiter;
pub(crate) mod redirect;
pub(crate) mod trace;
mod trace_context;
