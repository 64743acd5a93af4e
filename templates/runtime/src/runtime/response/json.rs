//! Answers in JSON.

use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call and decodes the JSON of the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`]. An empty body is not JSON.
    pub async fn json_response<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.exchange("application/json", ExpectedBody::Bytes)
            .await?
            .decode(|response| decode(&response.body))
    }
}
