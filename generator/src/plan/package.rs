//! What the crate is as a whole: its manifest, its client, and the parts of the runtime it gets.

pub(crate) mod client;
pub(crate) mod manifest;
pub(crate) mod runtime;
