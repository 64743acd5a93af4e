//! A delivery with a valid signature. Its body is authentic, but may still have an unexpected
//! structure.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;

/// A verified delivery: its headers, and its body byte for byte.
///
/// Every event has one, so that a body that this version cannot decode is not lost. `Debug` shows
/// the length of the body, not its content.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    pub(crate) webhook_id: String,
    pub(crate) sent_at: SystemTime,
    pub(crate) event_type: String,
    pub(crate) body: Bytes,
}

impl Delivery {
    /// Returns the id in the header of the delivery. It is the same for every attempt to deliver
    /// the event, so use it to recognize repeated deliveries.
    pub fn webhook_id(&self) -> &str {
        &self.webhook_id
    }

    /// Returns when this attempt was sent, by the sender's clock, in whole seconds.
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }

    /// Returns the type of the event as written in the body. Empty if the body is not JSON or has
    /// no type.
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Returns the body as it was received and signed.
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
