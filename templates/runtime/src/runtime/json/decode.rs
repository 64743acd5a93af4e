//! Decodes the JSON of response bodies and events.
//!
//! The bytes are read by `serde_json` through a [`Strict`] deserializer. The result is a value of
//! the requested type, or a [`DecodeFailure`] with the path of the value that could not be decoded.

use serde::de::DeserializeOwned;

use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;
use crate::runtime::types::decode_failure::DecodeFailure;

/// Decodes a whole body, which must be a single JSON value.
#[allow(dead_code, reason = "not used by an SDK without JSON responses")]
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeFailure> {
    // Some servers put a byte-order mark before JSON, and RFC 8259 lets readers ignore it.
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    with_path(|| {
        let value = T::deserialize(Strict(&mut deserializer))?;
        // An error after the value is not at any path inside it.
        deserializer.end()?;
        Ok::<T, serde_json::Error>(value)
    })
    .map_err(|(error, path)| DecodeFailure {
        path,
        source: error.into(),
    })
}
