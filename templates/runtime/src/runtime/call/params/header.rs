//! Parameters that are headers.

use std::fmt::Display;

use crate::runtime::call::Call;

impl Call {
    /// A header parameter. Set again, it is replaced; a value that is not valid is reported when the call is sent.
    pub fn header_param(mut self, name: &'static str, value: impl Display) -> Self {
        self.headers.set(name, &value.to_string());
        self
    }
}
