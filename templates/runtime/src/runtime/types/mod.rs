//! Types and helpers of models, and types in signatures.

pub(crate) mod boxed;
pub(crate) mod date_time;
pub(crate) mod decode_failure;
pub(crate) mod null;
pub(crate) mod nullable;
pub(crate) mod open_enum;
pub(crate) mod secret;
