//! How the events of an API are signed, and which properties of a body identify them.
//!
//! An SDK has one static [`EventScheme`]. The rest of this folder is independent of the API.

use std::time::Duration;

/// How the events of an API are signed and wrapped.
#[derive(Debug)]
pub struct EventScheme {
    /// The headers of a delivery: the preferred set first, then the fallbacks.
    pub headers: &'static [SignatureHeaders],
    /// The prefix of a secret, before its Base64.
    pub secret_prefix: &'static str,
    /// By how much a timestamp may differ from the local clock, in either direction.
    pub tolerance: Duration,
    /// The properties of a body.
    pub properties: EventProperties,
}

/// The names of the headers that sign a delivery, in lower case.
#[derive(Debug)]
pub struct SignatureHeaders {
    /// The id of the delivery, which is the same for every attempt.
    pub id: &'static str,
    /// The time of the attempt, in seconds since 1970.
    pub timestamp: &'static str,
    /// The signatures.
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
