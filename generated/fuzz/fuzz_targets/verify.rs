//! Any headers with any body. Nothing that is not signed may be taken for Codat's own.
//!
//! The input is lines: a secret, then headers by their number (`0` to `5`) and value, then an empty line and the body.

#![no_main]

use std::time::{Duration, SystemTime};

use codat_platform::events::Verifier;
use codat_platform::http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = [
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "svix-id",
    "svix-timestamp",
    "svix-signature",
];

/// Of the verifier, which the input does not know. It is another one each time the fuzzer is built anew.
const SECRET: &str = "whsec_aXQgaXMgbm90IGluIHRoZSBjb3JwdXM=";

fuzz_target!(|input: &[u8]| {
    let mut lines = input.split(|byte| *byte == b'\n');
    let secret = lines.next().unwrap_or_default();
    // A secret of any form is one, or an error.
    if let Ok(secret) = std::str::from_utf8(secret) {
        let _ = Verifier::new(secret);
    }
    let mut headers = HeaderMap::new();
    for line in lines.by_ref() {
        let Some((number, value)) = line.split_first() else { break };
        let name = NAMES.get(usize::from(number.wrapping_sub(b'0')));
        if let (Some(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            headers.append(*name, value);
        }
    }
    let body: Vec<u8> = lines.collect::<Vec<_>>().join(&b'\n');
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_620_000);
    let verifier = Verifier::new(SECRET).expect("it is Base64").clock(move || sent);
    match verifier.verify(&headers, &body) {
        Ok(event) => panic!("forged: {event:?}"),
        Err(error) => {
            assert!(!error.is_verified(), "forged: {error:?}");
            assert!(!format!("{error} {error:?}").contains("aXQgaXMg"));
        }
    }
});
