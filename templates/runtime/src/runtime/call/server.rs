//! Operations with a server of their own.

use crate::runtime::call::Call;
use crate::runtime::client::server_url::server_base;

impl Call {
    /// Sends the call to this server, which the API's document names for its operation.
    ///
    /// A base URL that the caller has set takes precedence, unless the URL is relative to it. So
    /// does the base URL of the call's options.
    pub fn server(mut self, url: &'static str) -> Self {
        match server_base(&self.client, url) {
            Ok(base) => self.options.base_url = base,
            Err(problem) => self.problems.push(problem),
        }
        self
    }
}
