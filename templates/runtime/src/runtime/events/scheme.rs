//! What an SDK says of its API's events: how they are signed, and which members of a body say what it is.
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
    /// Members of a body.
    pub members: EventMembers,
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

/// The members of a body that say what it is.
#[derive(Debug)]
pub struct EventMembers {
    /// With the event's id.
    pub id: Option<&'static str>,
    /// With the event's type: the first of these that holds text.
    pub types: &'static [&'static str],
    /// With the time at which the event was made.
    pub date: Option<&'static str>,
    /// With what the event is about. Where there is none, that is the whole body.
    pub payload: Option<&'static str>,
}
