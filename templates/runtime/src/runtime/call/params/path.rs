//! Values that go into a path.

use std::fmt::Display;

use crate::runtime::call::Call;

impl Call {
    /// The value for `{name}` in the operation's path.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        self.path.push((name, value.to_string()));
        self
    }
}
