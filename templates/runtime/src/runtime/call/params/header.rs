//! Header parameters.

use std::fmt::Display;

use crate::runtime::call::Call;

impl Call {
    /// Sets a header parameter, replacing an earlier value. An invalid value is reported when the
    /// call is sent.
    pub fn header_param(mut self, name: &'static str, value: impl Display) -> Self {
        self.headers.set(name, &value.to_string());
        self
    }
}
