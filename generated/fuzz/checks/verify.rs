//! Any headers with any body: without the verifier's secret, no delivery is valid.
//!
//! The input is lines: a secret, then headers as an index (`0` to `5`) and a value, then an empty
//! line and the body.

use std::time::{Duration, SystemTime};

use codat_platform::events::Verifier;
use codat_platform::http::{HeaderMap, HeaderValue};

const NAMES: [&str; 6] = [
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "svix-id",
    "svix-timestamp",
    "svix-signature",
];

/// The verifier's secret. It must not be in the corpus.
const SECRET: &str = "whsec_aXQgaXMgbm90IGluIHRoZSBjb3JwdXM=";

/// Panics if the input breaks a rule.
pub fn check(input: &[u8]) {
    let mut lines = input.split(|byte| *byte == b'\n');
    let secret = lines.next().unwrap_or_default();
    // Any string is a secret or an error.
    if let Ok(secret) = std::str::from_utf8(secret) {
        let _ = Verifier::new(secret);
    }
    let mut headers = HeaderMap::new();
    for line in lines.by_ref() {
        let Some((index, value)) = line.split_first() else {
            break;
        };
        let name = NAMES.get(usize::from(index.wrapping_sub(b'0')));
        if let (Some(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            headers.append(*name, value);
        }
    }
    let body: Vec<u8> = lines.collect::<Vec<_>>().join(&b'\n');
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_620_000);
    let verifier = Verifier::new(SECRET)
        .expect("the secret is Base64")
        .clock(move || sent);
    match verifier.verify(&headers, &body) {
        Ok(event) => panic!("forged: {event:?}"),
        Err(error) => {
            assert!(!format!("{error} {error:?}").contains("aXQgaXMg"));
        }
    }
}
