//! Parameters that are the whole query, as a form.

use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::request_body::form_values::form_values;
use crate::runtime::call::request_body::property_encoding::PropertyEncoding;
use crate::runtime::call::request_body::urlencoded::urlencoded;

impl Call {
    /// Adds a form to the query: the properties of `value`, written as `encodings` says. A value
    /// that is not an object is reported when the call is sent.
    pub fn form_query(
        mut self,
        name: &'static str,
        value: &impl Serialize,
        encodings: &[PropertyEncoding],
    ) -> Self {
        self.query.retain(|(known, _)| *known != name);
        match form_values(value, encodings) {
            Ok(values) if values.is_empty() => {}
            Ok(values) => self.query.push((name, urlencoded(&values))),
            Err(_) => self
                .problems
                .push(format!("the query `{name}` cannot be serialized as a form")),
        }
        self
    }
}
