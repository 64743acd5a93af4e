//! Types and helpers that models are made of.

pub(crate) mod date_time;
pub(crate) mod exact_number;
pub(crate) mod null;
pub(crate) mod nullable;
pub(crate) mod open_enum;
pub(crate) mod open_value_enum;
pub(crate) mod secret;
