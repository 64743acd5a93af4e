//! Responses with a JSON body.

use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode_body;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call and decodes the JSON body of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`]. An empty body is an error, unless the type has null.
    pub async fn json_response<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.exchange("application/json", ExpectedBody::Bytes)
            .await?
            .decode(|response| decode_body(&response.body))
    }
}
