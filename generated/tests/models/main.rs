//! Models and JSON: unknown properties and values, nulls, wrong types, unusual names, secrets and
//! dates.
//!
//! The tests use serde alone, except for `wrong_types` and `sent`, which call a server on loopback.

#![cfg(test)]
#![allow(deprecated, reason = "deprecated fields are tested too")]

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
#[allow(dead_code, reason = "other tests use the rest")]
mod support;

#[cfg(feature = "hyper")]
mod sent;

#[cfg(feature = "hyper")]
mod wrong_types;

/// Decodes a model.
fn decode<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap()
}
