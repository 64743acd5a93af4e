//! What is missing inside a member of three states.

use super::nullable::Nullable;
use super::required::{Missing, Required};

impl<T: Required> Required for Nullable<T> {
    fn missing(&self, missing: &mut Missing) {
        if let Self::Value(value) = self {
            value.missing(missing);
        }
    }
}
