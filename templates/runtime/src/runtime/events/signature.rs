//! Signatures of Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`, written as `v1,<Base64>`.
//!
//! A [`SigningKey`] is a secret that is decoded once. The `hmac` crate computes signatures and
//! compares them in constant time. Only [`SigningKey::sign`] returns a signature.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::digest::{CtOutput, Output};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

type HmacSha256 = Hmac<Sha256>;

/// The supported version of signatures.
const VERSION: &str = "v1";

/// The length of a signature in bytes.
const LENGTH: usize = 32;

/// A decoded secret. Its state is wiped from memory when it is dropped.
#[derive(Clone)]
pub(crate) struct SigningKey(HmacSha256);

/// The expected signature of one delivery with one key.
pub(crate) struct Tag(CtOutput<HmacSha256>);

impl SigningKey {
    /// Decodes a secret: the prefix, followed by the Base64 of at least one byte. Returns `None`
    /// for anything else.
    pub(crate) fn of(secret: &str, prefix: &str) -> Option<Self> {
        let encoded = secret.strip_prefix(prefix)?;
        // Allocate the full length, so that no partial copy is left in a smaller buffer.
        let mut key = Zeroizing::new(vec![0; encoded.len()]);
        let length = STANDARD.decode_slice(encoded, &mut key).ok()?;
        let key = key.get(..length).filter(|key| !key.is_empty())?;
        HmacSha256::new_from_slice(key).ok().map(Self)
    }

    /// Computes the signature of a delivery.
    pub(crate) fn tag(&self, id: &str, timestamp: &str, body: &[u8]) -> Tag {
        let mut mac = self.0.clone();
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        Tag(mac.finalize())
    }

    /// Returns the signature of a delivery as a header value.
    #[cfg(feature = "test-util")]
    pub(crate) fn sign(&self, id: &str, timestamp: &str, body: &[u8]) -> String {
        let Tag(tag) = self.tag(id, timestamp, body);
        format!("{VERSION},{}", STANDARD.encode(tag.as_bytes()))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}

impl Tag {
    /// Returns whether this signature is in a space-separated list. Entries of other versions and
    /// invalid entries are ignored.
    pub(crate) fn is_in(&self, list: &str) -> bool {
        list.split(' ')
            .filter_map(decode_entry)
            .any(|signature| signature == self.0)
    }
}

/// Decodes an entry `v1,<Base64>`. `None` if the signature does not have the full length or its
/// Base64 is not canonical.
fn decode_entry(entry: &str) -> Option<CtOutput<HmacSha256>> {
    let (version, encoded) = entry.split_once(',')?;
    if version != VERSION {
        return None;
    }
    // The decoder needs space for whole groups of three bytes.
    let mut bytes = [0; LENGTH + 4];
    let length = STANDARD.decode_slice(encoded, &mut bytes).ok()?;
    let bytes: [u8; LENGTH] = bytes.get(..length)?.try_into().ok()?;
    Some(CtOutput::new(Output::<HmacSha256>::from(bytes)))
}
