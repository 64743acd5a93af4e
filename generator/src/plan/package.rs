//! What the crate is as a whole: its manifest, its client, and the parts of the runtime it gets.

pub(crate) mod capability;
pub(crate) mod client;
pub(crate) mod exports;
pub(crate) mod guides;
pub(crate) mod manifest;
