//! Query parameters that are repeated.

use std::fmt::Display;

use crate::runtime::call::Call;

impl Call {
    /// Sets a query parameter that is repeated for each value: `name=a&name=b`. Earlier values are
    /// replaced.
    pub fn query_list(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl Display>,
    ) -> Self {
        self.query.retain(|(known, _)| *known != name);
        self.query
            .extend(values.into_iter().map(|value| (name, value.to_string())));
        self
    }
}
