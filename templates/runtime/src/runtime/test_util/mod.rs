//! Test doubles for users' own tests: an in-memory transport, a virtual clock, minimal models, and
//! signed events.

#[cfg(feature = "events")]
pub(crate) mod event_example;
pub(crate) mod fixture;
pub(crate) mod mock_response;
pub(crate) mod mock_transport;
#[cfg(feature = "events")]
pub(crate) mod signed_event;
pub(crate) mod virtual_clock;
