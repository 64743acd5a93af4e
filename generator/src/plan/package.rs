//! The crate as a whole: its manifest, its client, its exports and its parts of the runtime.

pub(crate) mod capability;
pub(crate) mod client;
pub(crate) mod dependencies;
pub(crate) mod exports;
pub(crate) mod guides;
pub(crate) mod left_out;
pub(crate) mod lints;
pub(crate) mod manifest;
pub(crate) mod oauth;
mod sample_credentials;
pub(crate) mod security;
pub(crate) mod server_names;
pub(crate) mod servers;
