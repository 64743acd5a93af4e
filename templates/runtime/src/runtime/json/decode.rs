//! Decodes the JSON of response bodies and events.
//!
//! Their [`text`] is read by `serde_json` through a [`Strict`] deserializer. The result is a value of
//! the requested type, or a [`DecodeFailure`] with the path of the value that could not be decoded.

use serde::de::DeserializeOwned;

use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;
use crate::runtime::json::text::text;
use crate::runtime::types::boxed::BoxError;
use crate::runtime::types::decode_failure::{DecodeFailure, DecodeReason};

/// Decodes the body of a response. An empty one is null, for types that have null.
#[allow(dead_code, reason = "not used by an SDK without JSON responses")]
pub(crate) fn decode_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeFailure> {
    if !body.is_empty() {
        return decode(body);
    }
    decode(b"null").map_err(|_| DecodeFailure {
        path: None,
        source: DecodeReason(
            "the response has no body, although the API's document describes one".to_owned(),
        )
        .into(),
    })
}

/// Decodes a whole body, which must be a single JSON value.
#[allow(dead_code, reason = "not used by an SDK without JSON responses")]
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeFailure> {
    let text = text(body);
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    with_path(|| {
        let value = T::deserialize(Strict(&mut deserializer))?;
        // An error after the value is not at any path inside it.
        deserializer.end()?;
        Ok::<T, serde_json::Error>(value)
    })
    .map_err(|(error, path)| DecodeFailure {
        path,
        source: cause(error, body),
    })
}

/// The cause of a failure: that the body is not UTF-8, if the JSON is malformed for that reason.
fn cause(error: serde_json::Error, body: &[u8]) -> BoxError {
    match std::str::from_utf8(body) {
        Err(invalid) if error.is_syntax() => invalid.into(),
        _ => error.into(),
    }
}
