//! What is missing inside a member of three states.

use crate::runtime::call::request_body::required::{Missing, Required};
use crate::runtime::types::nullable::Nullable;

impl<T: Required> Required for Nullable<T> {
    fn missing(&self, missing: &mut Missing) {
        if let Self::Value(value) = self {
            value.missing(missing);
        }
    }
}
