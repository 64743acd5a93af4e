//! Servers of the API, of paths and of operations.

use super::Lower;
use super::view::{location_in, text};
use crate::diagnostics::Code;
use crate::extensions::SERVER_NAME;
use crate::ir::{Resource, Server, ServerVariable};

impl Lower<'_> {
    /// The servers of the root that requests can be sent to. Without one, those of the first
    /// operation that has its own.
    pub(super) fn servers(&mut self, resources: &mut [Resource]) -> Vec<Server> {
        let declared = &self.openapi.servers;
        let servers: Vec<Server> = declared.iter().map(server).collect();
        let mut usable = self.usable(servers);
        let operations = || resources.iter().flat_map(|resource| &resource.operations);
        if usable.is_empty() {
            let own = operations().find(|operation| !operation.servers.is_empty());
            usable = own.map(|one| one.servers.clone()).unwrap_or_default();
        }
        let default = usable.first().map(|server| server.url.clone());
        let resources = resources.iter_mut();
        for operation in resources.flat_map(|resource| &mut resource.operations) {
            let own = operation.servers.first().map(|server| &server.url);
            if own == default.as_ref() {
                operation.servers.clear();
            }
        }
        usable
    }

    /// The servers of an operation or its path.
    pub(super) fn own_servers(
        &mut self,
        operation: &openapiv3::Operation,
        item: &openapiv3::PathItem,
    ) -> Vec<Server> {
        let own = if operation.servers.is_empty() {
            &item.servers
        } else {
            &operation.servers
        };
        let mut servers: Vec<Server> = own.iter().map(server).collect();
        let root = self.openapi.servers.first().map(server);
        for one in &mut servers {
            // Relative to the server of the API, which is the only URL that is known.
            if let Some(root) = root.as_ref().filter(|root| root.is_usable())
                && one.url.starts_with('/')
                && let Some(origin) = origin(&root.url)
            {
                one.url.insert_str(0, origin);
            }
        }
        self.usable(servers)
    }

    fn usable(&mut self, servers: Vec<Server>) -> Vec<Server> {
        let (usable, others): (Vec<Server>, Vec<Server>) =
            servers.into_iter().partition(Server::is_usable);
        for server in others {
            let at = server.at.child("url");
            let url = server.template.as_ref().unwrap_or(&server.url);
            if server.url.contains('{') {
                let message = format!("the server URL `{url}` has a variable without a default");
                let help = "describe it in `variables`";
                self.reporter
                    .report_with_help(Code::ServerUrl, &at, message, help);
            } else if server.url.contains("://") {
                let message = format!("the server URL `{url}` is not an HTTP URL");
                self.reporter
                    .report_with_help(Code::ServerUrl, &at, message, "use an `https` URL");
            } else {
                let message =
                    format!("the server URL `{url}` is relative, so callers must set the base URL");
                self.reporter.report(Code::ServerRelative, &at, message);
            }
        }
        usable
    }
}

/// A server with the defaults of its variables.
fn server(server: &openapiv3::Server) -> Server {
    let variables = server.variables.iter().flatten();
    let variables: Vec<ServerVariable> = variables
        .filter(|(name, _)| server.url.contains(&format!("{{{name}}}")))
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            description: variable.description.clone().unwrap_or_default(),
        })
        .collect();
    let url = variables.iter().fold(server.url.clone(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), &variable.default)
    });
    Server {
        url,
        template: (!variables.is_empty()).then(|| server.url.clone()),
        variables,
        name: text(&server.extensions, SERVER_NAME),
        description: server.description.clone().unwrap_or_default(),
        at: location_in(&server.extensions),
    }
}

/// The scheme and authority of an absolute URL.
fn origin(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split('/').next()?;
    url.get(..scheme.len() + 3 + authority.len())
}
