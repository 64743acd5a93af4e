//! Path parameters.

use std::fmt::Display;

use crate::runtime::call::Call;
use crate::runtime::call::url::push_encoded;

impl Call {
    /// Sets the value for `{name}` in the operation's path.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        let mut text = String::new();
        push_encoded(&mut text, value);
        self.path.push((name, text));
        self
    }
}
