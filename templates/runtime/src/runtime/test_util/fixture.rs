//! Minimal values for tests, of models that only the server creates.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Map, Value};

/// A minimal value for tests: all models implement it.
///
/// Required properties have placeholders, such as `"fixture"` and `0`. Optional properties are
/// absent, arrays and maps are empty. All fields are public, so a test creates a value with
/// `let mut model = Model::fixture();` and sets those that it needs.
pub trait Fixture {
    /// Creates the value.
    #[must_use]
    fn fixture() -> Self;
}

macro_rules! fixtures {
    ($($ty:ty: $value:expr,)*) => {
        $(
            impl Fixture for $ty {
                fn fixture() -> Self {
                    $value
                }
            }
        )*
    };
}

fixtures! {
    bool: false,
    f64: 0.0,
    i32: 0,
    i64: 0,
    Bytes: Bytes::new(),
    Map<String, Value>: Map::new(),
    String: "fixture".to_owned(),
    Value: Value::Null,
}

impl<T> Fixture for BTreeMap<String, T> {
    fn fixture() -> Self {
        Self::new()
    }
}

impl<T: Fixture> Fixture for Box<T> {
    fn fixture() -> Self {
        Self::new(T::fixture())
    }
}

impl<T> Fixture for Option<T> {
    fn fixture() -> Self {
        None
    }
}

impl<T> Fixture for Vec<T> {
    fn fixture() -> Self {
        Self::new()
    }
}
