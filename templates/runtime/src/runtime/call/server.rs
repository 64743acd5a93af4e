//! Operations with a server of their own.

use crate::runtime::call::Call;
use crate::runtime::client::base_url::BaseUrl;

impl Call {
    /// Sends the call to this server. The base URL of a client that is not the API's default takes
    /// precedence, so that a test server receives every call, and so does that of the call's
    /// options.
    pub fn server(mut self, url: &'static str) -> Self {
        let inner = &self.client.inner;
        let default = BaseUrl::parse(inner.api.base_url);
        if default.is_ok_and(|default| default == inner.base_url) {
            match BaseUrl::parse(url) {
                Ok(url) => self.options.base_url = Some(url),
                Err(problem) => self.problems.push(problem),
            }
        }
        self
    }
}
