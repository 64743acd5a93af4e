//! Where a type is used: in requests, in responses, or in both.

use serde::Serialize;

/// Whether a type is sent, received or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Usage {
    /// Not determined yet, or neither.
    Unused,
    /// In requests only.
    Sent,
    /// In responses only.
    Received,
    /// In both.
    Both,
}

impl Usage {
    /// The union of two usages.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unused, one) | (one, Self::Unused) => one,
            (one, same) if one == same => one,
            _ => Self::Both,
        }
    }

    /// Whether it is in requests.
    #[must_use]
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// Whether it is in responses.
    #[must_use]
    pub fn is_received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}
