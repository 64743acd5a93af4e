//! Operations with servers of their own, from which the caller selects one.

use crate::runtime::call::Call;
use crate::runtime::client::server::ServerUrl;

impl Call {
    /// Sends the call to the server in this list that the client has selected, or to `default`.
    pub fn servers(self, list: &'static str, default: impl Into<ServerUrl>) -> Self {
        let selected = self.client.inner.servers.in_list(list).cloned();
        self.send_to(selected.unwrap_or_else(|| default.into()))
    }

    /// Selects a server for this call. `S` is the type of the servers of its operation.
    pub fn select_server<S: Into<ServerUrl>>(self, server: impl Into<S>) -> Self {
        let server: S = server.into();
        self.send_to(server.into())
    }

    fn send_to(mut self, server: ServerUrl) -> Self {
        let base = server.base(&self.client);
        // The caller may still select a server that has all values.
        self.options.server = base.is_err().then_some(server);
        self.options.base_url = base.ok().flatten();
        self
    }
}
