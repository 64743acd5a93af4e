//! The API's error model: decoding it from a body, and getting it back from an [`Error`].

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::runtime::api::ApiError;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;

/// The maximum number of validation messages that are kept.
const MAX_DETAILS: usize = 100;

/// Decodes the body of an error response if it is a JSON object with useful content: the model, and
/// the string values of two of its properties.
///
/// All properties of such a model are optional, so every object would match. A body only counts as
/// the model if it contains at least one of its properties, that is, if the model does not
/// serialize to an empty object. If a property has another type than in the API's document, there
/// is no model, but the message and the correlation id are still available.
pub fn decode_error_model<T: DeserializeOwned + Serialize + Any + Send + Sync>(
    body: &[u8],
    message: Option<&str>,
    correlation_id: Option<&str>,
    details: &[&str],
) -> Option<ApiError> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let object: Map<String, Value> = serde_json::from_slice(json).ok()?;
    let string = |name: Option<&str>| match object.get(name?)? {
        Value::String(text) => Some(text.clone()),
        // A string of the model accepts these, too.
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
        _ => None,
    };
    let (message, correlation_id) = (string(message), string(correlation_id));
    let model = model::<T>(json);
    let details = object
        .get(details.first().copied().unwrap_or_default())
        .map(|value| messages(value, details.get(1..).unwrap_or_default()))
        .unwrap_or_default();
    let is_useful = model.is_some() || message.is_some() || correlation_id.is_some();
    is_useful.then_some(ApiError {
        message,
        correlation_id,
        details,
        model,
    })
}

/// The strings at a path of properties. Arrays on the way are flattened.
fn messages(value: &Value, path: &[&str]) -> Vec<String> {
    match (value, path) {
        (Value::Array(elements), _) => {
            let messages = elements.iter().flat_map(|element| messages(element, path));
            messages.take(MAX_DETAILS).collect()
        }
        (Value::Object(object), [name, rest @ ..]) => object
            .get(*name)
            .map(|value| messages(value, rest))
            .unwrap_or_default(),
        (Value::String(text), []) if !text.trim().is_empty() => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn model<T: DeserializeOwned + Serialize + Any + Send + Sync>(
    json: &[u8],
) -> Option<Box<dyn Any + Send + Sync>> {
    let model: T = decode(json).ok()?;
    let serialized = serde_json::to_value(&model).ok()?;
    let has_properties = serialized
        .as_object()?
        .values()
        .any(|value| !value.is_null());
    has_properties.then(|| Box::new(model) as Box<dyn Any + Send + Sync>)
}

/// The model that `Api::decode_error` stored in an error.
pub fn api_model<T: Any>(error: &Error) -> Option<&T> {
    error.inner.api.as_ref()?.model.as_ref()?.downcast_ref()
}
