//! Responses with a plain text body.

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;
use crate::runtime::types::decode_failure::DecodeFailure;

impl Call {
    /// Sends the call and returns the body of the response as a string. The body must be UTF-8.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn text_response(self) -> Result<Response<String>, Error> {
        self.exchange("text/*, */*;q=0.5", ExpectedBody::Bytes)
            .await?
            .decode(|response| {
                std::str::from_utf8(&response.body)
                    .map(ToOwned::to_owned)
                    .map_err(|error| DecodeFailure {
                        path: None,
                        source: error.into(),
                    })
            })
    }
}
