//! Parameters that are the whole query, as one value without a name.

use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::params::style::Style;

impl Call {
    /// Adds a value to the query without a name. A value that cannot be serialized is reported when
    /// the call is sent.
    pub fn whole_query(mut self, name: &'static str, style: Style, value: &impl Serialize) -> Self {
        self.query.retain(|(known, _)| *known != name);
        match style.value(name, value) {
            Ok(text) => self.query.extend(text.map(|text| (name, text))),
            Err(_) => self
                .problems
                .push(format!("the query `{name}` cannot be serialized")),
        }
        self
    }
}
