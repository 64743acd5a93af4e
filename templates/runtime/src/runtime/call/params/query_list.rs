//! Query parameters of several values.

use std::fmt::Display;

use crate::runtime::call::Call;

impl Call {
    /// A query parameter that is repeated for each value: `name=a&name=b`. Set again, all of it is replaced.
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
