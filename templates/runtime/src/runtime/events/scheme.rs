//! How the events of an API are signed, and which properties of a body identify them.
//!
//! An SDK has one static [`EventScheme`]. Everything else of events goes by it, and knows no API of its own.

use std::time::Duration;

/// How the events of an API are signed and wrapped.
#[derive(Debug)]
pub struct EventScheme {
    /// Headers of a delivery: the set to look for first, then those to fall back on.
    pub headers: &'static [SignatureHeaders],
    /// What stands before the Base64 of a secret.
    pub secret_prefix: &'static str,
    /// How far the sender's clock may be off, either way.
    pub tolerance: Duration,
    /// The properties of a body.
    pub properties: EventProperties,
}

/// The names of the headers that sign a delivery, in lower case.
#[derive(Debug)]
pub struct SignatureHeaders {
    /// With the delivery's id, which is the same on every attempt.
    pub id: &'static str,
    /// With the time of the attempt in seconds since 1970.
    pub timestamp: &'static str,
    /// With the signatures.
    pub signature: &'static str,
}

/// The names of the properties of a body that identify the event.
#[derive(Debug)]
pub struct EventProperties {
    /// The event's id.
    pub id: Option<&'static str>,
    /// The event's type: the first of these that is a string or a number and not empty.
    pub types: &'static [&'static str],
    /// The time at which the event was created.
    pub date: Option<&'static str>,
    /// The payload. Without one, the payload is the whole body.
    pub payload: Option<&'static str>,
}
