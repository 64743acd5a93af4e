//! Decodes JSON by what JSON means, and says where it is not what was expected.
//!
//! There is one way for everything that arrives: bytes go in, a [`Strict`] deserializer stands between `serde_json` and
//! the type, and a value comes out, or [`DecodeFailure`] with the place that it was found at.

use serde::de::DeserializeOwned;

use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;
use crate::runtime::send::exchange::DecodeFailure;

/// Decodes a whole body: one JSON value, and nothing behind it.
#[allow(dead_code, reason = "an API may have models and answers without JSON")]
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeFailure> {
    // Some servers put a byte-order mark before JSON, and RFC 8259 lets readers ignore it.
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    with_path(|| {
        let value = T::deserialize(Strict(&mut deserializer))?;
        // What follows the value has no place in it.
        deserializer.end()?;
        Ok::<T, serde_json::Error>(value)
    })
    .map_err(|(error, path)| DecodeFailure {
        path,
        source: error.into(),
    })
}
