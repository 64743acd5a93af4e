//! Responses that are streams of values: server-sent events, and JSON values one after the other.
//!
//! A [`StreamSource`](source::StreamSource) reads the body as it arrives. The streams cut it into
//! events or JSON texts, and decode each. Dropping a stream closes its connection.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod event_parser;
pub(crate) mod events;
pub(crate) mod json_values;
pub(crate) mod source;
