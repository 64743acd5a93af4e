//! Query parameters that are objects, or that have a style.

use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::params::style::Style;

impl Call {
    /// Sets a query parameter, written in this style, replacing an earlier value. A value that
    /// cannot be serialized is reported when the call is sent.
    pub fn styled_query(
        mut self,
        name: &'static str,
        style: Style,
        value: &impl Serialize,
    ) -> Self {
        self.query.retain(|(known, _)| *known != name);
        match style.pairs(name, value) {
            Ok(pairs) => self
                .query
                .extend(pairs.into_iter().map(|pair| (name, pair))),
            Err(_) => self
                .problems
                .push(format!("the query parameter `{name}` cannot be serialized")),
        }
        self
    }
}
