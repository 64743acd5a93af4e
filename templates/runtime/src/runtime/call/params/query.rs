//! Query parameters with one value.

use std::fmt::Display;

use crate::runtime::call::Call;
use crate::runtime::call::url::pair;

impl Call {
    /// Sets a query parameter, replacing an earlier value.
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        self.query.retain(|(known, _)| *known != name);
        self.query.push((name, pair(name, value)));
        self
    }
}
