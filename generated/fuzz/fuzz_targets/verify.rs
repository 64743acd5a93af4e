//! The fuzz target of `checks/verify.rs`.

#![no_main]

#[path = "../checks/verify.rs"]
mod verify;

libfuzzer_sys::fuzz_target!(|input: &[u8]| verify::check(input));
