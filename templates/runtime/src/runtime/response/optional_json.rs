//! Responses with an optional JSON body.

use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call and decodes the JSON body of the response. Returns `None` for 204, 205, an
    /// empty body and `null`.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn optional_json_response<T: DeserializeOwned>(
        self,
    ) -> Result<Response<Option<T>>, Error> {
        let exchange = self
            .exchange("application/json", ExpectedBody::Bytes)
            .await?;
        exchange.decode(|response| match response.status() {
            StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT => Ok(None),
            _ if response.body.is_empty() => Ok(None),
            _ => decode(&response.body),
        })
    }
}
