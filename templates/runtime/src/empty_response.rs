//! Answers that have no body.

use super::call::Call;
use super::error::Error;
use super::response::Response;

impl Call {
    /// Sends the call. A body of a successful answer is ignored, even one that is cut off.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn empty_response(self) -> Result<Response<()>, Error> {
        // Errors have bodies all the same, in JSON.
        self.exchange("application/json", true).await?.decode(|_| Ok(()))
    }
}
