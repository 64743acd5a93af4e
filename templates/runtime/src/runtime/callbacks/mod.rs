//! Callbacks: the bodies of requests that the API sends to URLs that callers have registered.

use std::error::Error as StdError;
use std::fmt;

use serde::de::DeserializeOwned;

use crate::runtime::json::decode::decode;
use crate::runtime::types::decode_failure::{DecodeFailure, decode_cause};

/// Decodes the body of a callback.
///
/// # Errors
///
/// If the body is not JSON, or does not match the type.
pub fn decode_callback<T: DeserializeOwned>(body: &[u8]) -> Result<T, CallbackError> {
    decode(body).map_err(|failure| CallbackError::new(&failure))
}

/// Why the body of a callback cannot be decoded. It never shows a value of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackError {
    path: Option<String>,
    message: String,
}

impl CallbackError {
    fn new(failure: &DecodeFailure) -> Self {
        let message = decode_cause(&*failure.source);
        Self {
            path: failure.path.clone(),
            message: message.unwrap_or_else(|| "the value is invalid".to_owned()),
        }
    }

    /// Returns the path of the invalid value in the body, such as `items[2].status`, if known.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of the callback cannot be decoded")?;
        if let Some(path) = &self.path {
            write!(f, " at `{path}`")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl StdError for CallbackError {}
