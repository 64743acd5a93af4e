//! Replays the fuzz corpora with the functions that the fuzz targets run, without a fuzzer.

#![cfg(test)]
#![cfg(all(feature = "events", feature = "test-util"))]

use std::fs;
use std::path::Path;

#[path = "../fuzz/checks/decode.rs"]
#[allow(unreachable_pub, reason = "public in the fuzz target")]
mod decode;
#[path = "../fuzz/checks/verify.rs"]
#[allow(unreachable_pub, reason = "public in the fuzz target")]
mod verify;

/// Runs the check with each file of a corpus.
fn replay(target: &str, check: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut count = 0;
    for entry in fs::read_dir(&corpus).unwrap() {
        let path = entry.unwrap().path();
        // The output of a failed test names the file.
        println!("{}", path.display());
        check(&fs::read(&path).unwrap());
        count += 1;
    }
    assert!(count >= 10, "{} has {count} files", corpus.display());
}

#[test]
fn every_signed_body_is_an_event_or_an_error() {
    replay("decode", decode::check);
}

#[test]
fn no_unsigned_delivery_is_valid() {
    replay("verify", verify::check);
}
