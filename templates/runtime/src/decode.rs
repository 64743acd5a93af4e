//! Decodes JSON answers, and finds the place where one is wrong.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::exchange::NotDecoded;

/// Decodes a JSON body. Only when that fails it is decoded once more, to learn where: keeping track costs time.
pub(super) fn decode<T: DeserializeOwned>(body: &Bytes) -> Result<T, NotDecoded> {
    // Some servers put a byte-order mark before JSON, and RFC 8259 lets readers ignore it.
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    serde_json::from_slice(json).map_err(|error| {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
            // The value is fine, and something follows it.
            Ok(_) => NotDecoded {
                path: None,
                source: error.into(),
            },
            Err(error) => {
                let path = error.path().to_string();
                let path = (path != ".").then_some(path);
                NotDecoded {
                    path,
                    source: error.into_inner().into(),
                }
            }
        }
    })
}
