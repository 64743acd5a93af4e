//! Answers in JSON that are an object.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::call::Call;
use super::decode::decode;
use super::error::Error;
use super::exchange::{NotDecoded, Wanted};
use super::response::Response;

impl Call {
    /// Sends the call and decodes the JSON object of the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`]. A list is no object, though serde would read a struct from one.
    pub async fn object_response<T: DeserializeOwned>(
        self,
    ) -> Result<Response<T>, Error> {
        self.exchange("application/json", Wanted::Body).await?.decode(|response| {
            refuse_list(&response.body)?;
            decode(&response.body)
        })
    }
}

fn refuse_list(body: &[u8]) -> Result<(), NotDecoded> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if !json.trim_ascii_start().starts_with(b"[") {
        return Ok(());
    }
    // Its error says what was found, and where.
    serde_json::from_slice::<Map<String, Value>>(json).map(drop).map_err(|error| {
        NotDecoded {
            path: None,
            source: error.into(),
        }
    })
}
