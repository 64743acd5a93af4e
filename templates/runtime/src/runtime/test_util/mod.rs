//! Test doubles for users' own tests: an in-memory transport, a virtual clock, and minimal models.

pub(crate) mod fixture;
pub(crate) mod mock_response;
pub(crate) mod mock_transport;
pub(crate) mod virtual_clock;
