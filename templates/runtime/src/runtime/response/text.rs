//! Responses with a plain text body.

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::response::charset::decode_text;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call and returns the body of the response as a string, decoded from the charset
    /// that the response names, which is UTF-8 by default.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn text_response(self) -> Result<Response<String>, Error> {
        self.exchange("text/*, */*;q=0.5", ExpectedBody::Bytes)
            .await?
            .decode(decode_text)
    }
}
