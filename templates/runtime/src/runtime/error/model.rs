//! The API's own model of an error: reading it from a body, and getting it back from an [`Error`].

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::runtime::api::ApiError;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;

/// What the body of an error says, when it is a JSON object that says something: its model, and the texts of two of
/// its members.
///
/// Every member of such a model is optional, so any object would do. To be one, a body must have at least one of the
/// members: written again, the model is not empty. Where a member has another type than the API's document says, there
/// is no model, and the message and the correlation id are there all the same.
pub fn decode_error_model<T: DeserializeOwned + Serialize + Any + Send + Sync>(
    body: &[u8],
    message: Option<&str>,
    correlation_id: Option<&str>,
) -> Option<ApiError> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let object: Map<String, Value> = serde_json::from_slice(json).ok()?;
    let text = |name: Option<&str>| object.get(name?)?.as_str().map(str::to_owned);
    let (message, correlation_id) = (text(message), text(correlation_id));
    let model = model::<T>(json);
    let says_something = model.is_some() || message.is_some() || correlation_id.is_some();
    says_something.then_some(ApiError {
        message,
        correlation_id,
        model,
    })
}

fn model<T: DeserializeOwned + Serialize + Any + Send + Sync>(
    json: &[u8],
) -> Option<Box<dyn Any + Send + Sync>> {
    let model: T = decode(json).ok()?;
    let written = serde_json::to_value(&model).ok()?;
    let has_members = written.as_object()?.values().any(|value| !value.is_null());
    has_members.then(|| Box::new(model) as Box<dyn Any + Send + Sync>)
}

/// The model that the API's `decode_error` put into an error.
pub fn api_model<T: Any>(error: &Error) -> Option<&T> {
    error.inner.api.as_ref()?.model.as_ref()?.downcast_ref()
}
