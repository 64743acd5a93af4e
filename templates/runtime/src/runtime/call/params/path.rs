//! Path parameters.

use std::fmt::Display;

use crate::runtime::call::Call;
use crate::runtime::call::url::encoded;

impl Call {
    /// Sets the value for `{name}` in the operation's path.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        self.path
            .push((name, encoded(&value.to_string()).to_string()));
        self
    }
}
