//! Path parameters that are arrays or objects, or that have a style.

use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::params::style::Style;

impl Call {
    /// Sets the value for `{name}` in the operation's path, written in this style. A value that
    /// cannot be serialized is reported when the call is sent.
    pub fn styled_path(mut self, name: &'static str, style: Style, value: &impl Serialize) -> Self {
        match style.value(name, value) {
            Ok(text) => self.path.push((name, text.unwrap_or_default())),
            Err(_) => self
                .problems
                .push(format!("the path value `{name}` cannot be serialized")),
        }
        self
    }
}
