//! The body of an error response as a model of one operation.

use serde::de::DeserializeOwned;

use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;

impl Error {
    /// The body of the response as a model, for operations whose errors have their own. The docs of
    /// an operation list the models by status.
    ///
    /// `None` if there was no response, or if its body is something else; [`Error::body`] returns
    /// the raw body. If the server echoes an API key, it is in the model.
    pub fn decode_body<T: DeserializeOwned>(&self) -> Option<T> {
        decode(self.body()?).ok()
    }
}
