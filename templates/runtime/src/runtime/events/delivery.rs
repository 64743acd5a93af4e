//! A delivery whose signature is right: who sent it does not have to be asked any more, what is in it does.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;

/// A verified delivery: its headers, and its body byte for byte.
///
/// It is part of every event, and of every error that comes after the signature was found right, so that a body that
/// this version can't read is not lost. `Debug` shows the length of the body, not the body.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    pub(crate) webhook_id: String,
    pub(crate) sent_at: SystemTime,
    pub(crate) event_type: String,
    pub(crate) body: Bytes,
}

impl Delivery {
    /// The id of the delivery's header, which is the same on every attempt to deliver the event: what to tell repeated
    /// ones by.
    pub fn webhook_id(&self) -> &str {
        &self.webhook_id
    }

    /// When this attempt was sent, by the sender's clock, to the second.
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }

    /// The event's type as the body writes it. Empty where the body is not JSON, or names none.
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// The body, as it came and as it was signed.
    pub fn raw(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("webhook_id", &self.webhook_id)
            .field("sent_at", &self.sent_at)
            .field("event_type", &self.event_type)
            .field("bytes", &self.body.len())
            .finish()
    }
}
