//! Responses whose type depends on their status.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode_body;
use crate::runtime::response::Response;
use crate::runtime::response::charset::decode_text;
use crate::runtime::send::exchange::ExpectedBody;
use crate::runtime::types::decode_failure::DecodeReason;

pub(crate) use crate::runtime::types::decode_failure::DecodeFailure;

/// The success responses of an operation, an enum with a variant for each documented status.
#[allow(dead_code, reason = "used by an SDK with such responses")]
pub(crate) trait SuccessVariants: Sized {
    /// Decodes a response as its status says.
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeFailure>;
}

impl Call {
    /// Sends the call and decodes the response as its status says.
    ///
    /// # Errors
    ///
    /// See [`Error`]. A success status that the document does not list is one.
    #[allow(dead_code, reason = "used by an SDK with such responses")]
    pub(crate) async fn variants_response<T: SuccessVariants>(self) -> Result<Response<T>, Error> {
        self.exchange("application/json", ExpectedBody::Bytes)
            .await?
            .decode(T::from_response)
    }
}

/// The content of a variant with JSON.
#[allow(dead_code, reason = "not used if no variant has JSON")]
pub(crate) fn json_variant<T: DeserializeOwned>(
    response: &Response<Bytes>,
) -> Result<T, DecodeFailure> {
    decode_body(&response.body)
}

/// The content of a variant with text.
#[allow(dead_code, reason = "not used if no variant has text")]
pub(crate) fn text_variant(response: &Response<Bytes>) -> Result<String, DecodeFailure> {
    decode_text(response)
}

/// The failure for a status that no variant has.
#[allow(
    dead_code,
    reason = "not used if the variants have all success statuses"
)]
pub(crate) fn undocumented_status<T>(response: &Response<Bytes>) -> Result<T, DecodeFailure> {
    let status = response.status().as_u16();
    Err(DecodeFailure {
        path: None,
        source: DecodeReason(format!(
            "the API's document has no success response with the status {status}"
        ))
        .into(),
    })
}
