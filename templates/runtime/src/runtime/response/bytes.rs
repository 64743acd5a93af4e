//! Responses with a body of arbitrary bytes.

use bytes::Bytes;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call and returns the body of the response unchanged.
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
