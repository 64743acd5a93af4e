//! Header parameters that are arrays or objects, or that have a style.

use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::params::style::Style;

impl Call {
    /// Sets a header parameter, written in this style, replacing an earlier value. An invalid value
    /// is reported when the call is sent.
    pub fn styled_header(
        mut self,
        name: &'static str,
        style: Style,
        value: &impl Serialize,
    ) -> Self {
        match style.value(name, value) {
            Ok(Some(text)) => self.headers.set(name, &text),
            Ok(None) => {
                self.headers.map.remove(name);
            }
            Err(_) => self
                .problems
                .push(format!("the header `{name}` cannot be serialized")),
        }
        self
    }
}
