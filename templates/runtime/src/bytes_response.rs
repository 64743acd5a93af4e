//! Answers that are bytes of any kind.

use bytes::Bytes;

use super::call::Call;
use super::error::Error;
use super::exchange::Wanted;
use super::response::Response;

impl Call {
    /// Sends the call and returns the body of the answer as it is.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn bytes_response(self) -> Result<Response<Bytes>, Error> {
        self.exchange("*/*", Wanted::Body)
            .await?
            .decode(|response| Ok(response.body.clone()))
    }
}
