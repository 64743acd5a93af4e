//! The API's own model of an error: reading it from a body, and getting it back from an [`Error`].

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::Error;

/// The model in the body of an error, when the body is one.
///
/// Every member of such a model is optional, so any object would do. To be one, a body must be a JSON object that has
/// at least one of the members: written again, the model is not empty.
pub fn decode_error_model<T: DeserializeOwned + Serialize>(body: &[u8]) -> Option<T> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // serde takes arrays for structs too.
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(json).ok()?;
    let model: T = serde_json::from_value(object.into()).ok()?;
    let written = serde_json::to_value(&model).ok()?;
    let members = written.as_object()?;
    members.values().any(|value| !value.is_null()).then_some(model)
}

/// The model that the API's `decode_error` put into an error.
pub fn api_model<T: Any>(error: &Error) -> Option<&T> {
    error.inner.api.as_ref()?.model.downcast_ref()
}
