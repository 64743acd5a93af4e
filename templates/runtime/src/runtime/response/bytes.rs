//! Answers that are bytes of any kind.

use bytes::Bytes;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call and returns the body of the answer as it is.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn bytes_response(self) -> Result<Response<Bytes>, Error> {
        self.exchange("*/*", ExpectedBody::Bytes)
            .await?
            .decode(|response| Ok(response.body.clone()))
    }
}
