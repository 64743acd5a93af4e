//! Test doubles for users' own tests: a transport in memory, and a clock that does not wait.

pub(crate) mod mock_response;
pub(crate) mod mock_transport;
pub(crate) mod virtual_clock;
