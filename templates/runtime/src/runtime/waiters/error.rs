//! The errors of waiting.

use crate::runtime::error::{Error, Kind};

impl Error {
    /// Whether the server has finished what a call waited for, without success.
    ///
    /// [`status`](Self::status) and [`body`](Self::body) are those of the last response, which
    /// describes the failure. The same call would fail again.
    pub fn is_failed_operation(&self) -> bool {
        matches!(self.inner.kind, Kind::FailedOperation { .. })
    }
}
