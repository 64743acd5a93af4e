//! What the models make of JSON as it comes: new members, new values, nulls, wrong types, odd names, secrets and dates.
//!
//! Everything goes through serde alone, but for `wrong_types` and `sent`, which ask a server on loopback.

#![cfg(test)]
#![allow(
    deprecated,
    reason = "members that the API deprecates have to work as well"
)]

use serde::de::DeserializeOwned;
use serde_json::Value;

mod absent;
mod date_times;
mod enums;
mod names;
mod plain;
mod secrets;

#[cfg(feature = "hyper")]
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the servers of raw bytes are for others")]
mod support;

#[cfg(feature = "hyper")]
mod sent;

#[cfg(feature = "hyper")]
mod wrong_types;

/// Reads a model.
fn read<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap()
}
