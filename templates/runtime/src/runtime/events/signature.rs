//! Signatures of Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`, written as `v1,<Base64>`.
//!
//! A [`SigningKey`] is a secret, decoded once. What it signs is compared in constant time and over its full length, by
//! the crate that computes it; the expected signature leaves this file in nothing but [`SigningKey::sign`].

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::digest::{CtOutput, Output};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

type HmacSha256 = Hmac<Sha256>;

/// The version of signatures that is understood.
const VERSION: &str = "v1";

/// The bytes of a signature.
const LENGTH: usize = 32;

/// A secret, ready to sign. Its state is wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct SigningKey(HmacSha256);

/// What signs one delivery, with one key.
pub(crate) struct Tag(CtOutput<HmacSha256>);

impl SigningKey {
    /// A secret: the prefix, then Base64 of one byte at least. `None` if it is anything else.
    pub(crate) fn of(secret: &str, prefix: &str) -> Option<Self> {
        let encoded = secret.strip_prefix(prefix)?;
        // Room for all of it, so that no part stays behind in a smaller buffer.
        let mut key = Zeroizing::new(vec![0; encoded.len()]);
        let length = STANDARD.decode_slice(encoded, &mut key).ok()?;
        let key = key.get(..length).filter(|key| !key.is_empty())?;
        HmacSha256::new_from_slice(key).ok().map(Self)
    }

    /// Signs a delivery.
    pub(crate) fn tag(&self, id: &str, timestamp: &str, body: &[u8]) -> Tag {
        let mut mac = self.0.clone();
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        Tag(mac.finalize())
    }

    /// Signs a delivery, as a header has it.
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
    /// Whether one of the listed signatures is this one. Those of other versions, and what is no signature, are none.
    pub(crate) fn is_in(&self, list: &str) -> bool {
        list.split(' ')
            .filter_map(decoded)
            .any(|signature| signature == self.0)
    }
}

/// The signature of an entry `v1,<Base64>`, if it is one of full length, spelt in the one canonical way.
fn decoded(entry: &str) -> Option<CtOutput<HmacSha256>> {
    let (version, encoded) = entry.split_once(',')?;
    if version != VERSION {
        return None;
    }
    // Base64 decodes three bytes at a time, and asks for room for all of them.
    let mut bytes = [0; LENGTH + 4];
    let length = STANDARD.decode_slice(encoded, &mut bytes).ok()?;
    let bytes: [u8; LENGTH] = bytes.get(..length)?.try_into().ok()?;
    Some(CtOutput::new(Output::<HmacSha256>::from(bytes)))
}
