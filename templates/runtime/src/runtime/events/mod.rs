//! Webhook events: verifies the signature of a delivery, then reads the event from its body.
//!
//! An SDK describes its API's events in a static [`scheme::EventScheme`]. A
//! [`Verifier`](crate::runtime::Verifier) checks the headers of a delivery against its raw body and
//! reads the [`envelope`], from which the SDK decodes the typed payload.

pub(crate) mod deduplication;
pub(crate) mod delivery;
pub(crate) mod envelope;
pub(crate) mod error;
pub(crate) mod payload_error;
pub(crate) mod scheme;
pub(crate) mod serialization;
pub(crate) mod signature;
pub(crate) mod type_pattern;
pub(crate) mod verifier;
