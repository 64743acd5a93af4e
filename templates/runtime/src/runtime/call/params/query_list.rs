//! Query parameters that are repeated.

use std::fmt::Display;

use crate::runtime::call::Call;
use crate::runtime::call::url::pair;

impl Call {
    /// Sets a query parameter that is repeated for each value: `name=a&name=b`. Earlier values are
    /// replaced.
    pub fn query_list(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl Display>,
    ) -> Self {
        self.query.retain(|(known, _)| *known != name);
        let pairs = values.into_iter().map(|value| (name, pair(name, value)));
        self.query.extend(pairs);
        self
    }
}
