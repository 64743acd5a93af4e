//! Answers in JSON.

use serde::de::DeserializeOwned;

use super::call::Call;
use super::decode::decode;
use super::error::Error;
use super::exchange::Wanted;
use super::response::Response;

impl Call {
    /// Sends the call and decodes the JSON of the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`]. An empty body is not JSON.
    pub async fn json_response<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.exchange("application/json", Wanted::Body)
            .await?
            .decode(|response| decode(&response.body))
    }
}
