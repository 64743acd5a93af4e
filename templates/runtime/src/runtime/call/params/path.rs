//! Path parameters.

use std::fmt::Display;

use crate::runtime::call::Call;

impl Call {
    /// Sets the value for `{name}` in the operation's path.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        self.path.push((name, value.to_string()));
        self
    }
}
