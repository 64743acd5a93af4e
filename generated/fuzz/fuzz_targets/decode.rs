//! The fuzz target of `checks/decode.rs`.

#![no_main]

#[path = "../checks/decode.rs"]
mod decode;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decode::check(input));
