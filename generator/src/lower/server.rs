//! Servers of the API, of paths and of operations.
//!
//! A server is kept if a client can send requests to it, at least after the caller has set the base
//! URL that it is relative to, or the variables in it. The others are reported.

use super::Lower;
use super::view::{location_in, text};
use crate::diagnostics::Code;
use crate::extensions::{NO_DEFAULT, SERVER_NAME, SPEAKEASY_SERVER_ID};
use crate::ir::{Operation, Resource, Server, ServerVariable};

impl Lower<'_> {
    /// The servers of the root. If each operation has its own, and the root has none that requests
    /// can be sent to, those of the first operation.
    pub(super) fn servers(&mut self, resources: &mut [Resource]) -> Vec<Server> {
        let mut servers = self.root_servers();
        let operations = || resources.iter().flat_map(|resource| &resource.operations);
        let is_usable = |one: &Operation| {
            let default = Server::default_of(&one.servers);
            default.is_some_and(Server::is_usable)
        };
        if !servers.iter().any(Server::is_usable) && operations().all(is_usable) {
            let first = operations().next();
            servers = first.map_or(servers, |one| one.servers.clone());
        }
        let resources = resources.iter_mut();
        for operation in resources.flat_map(|resource| &mut resource.operations) {
            let own = &operation.servers;
            let mut pairs = own.iter().zip(&servers);
            if own.len() == servers.len() && pairs.all(|(own, root)| own.is_same(root)) {
                operation.servers.clear();
            }
        }
        servers
    }

    fn root_servers(&mut self) -> Vec<Server> {
        let declared = &self.openapi.servers;
        let mut servers: Vec<Server> = declared.iter().map(server).collect();
        for server in &mut servers {
            if server.url.starts_with("//") {
                let message = format!(
                    "the server URL `{}` has no scheme, so `https` is used",
                    server.template()
                );
                self.reporter
                    .report(Code::ServerRelative, &server.at.child("url"), message);
                server.url.insert_str(0, "https:");
                if let Some(template) = &mut server.template {
                    template.insert_str(0, "https:");
                }
            }
        }
        self.checked(servers)
    }

    /// The servers of an operation or its path. An empty array says nothing.
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
        self.checked(own.iter().map(server).collect())
    }

    /// The distinct servers that a client can send requests to. Reports what the others lack.
    fn checked(&mut self, servers: Vec<Server>) -> Vec<Server> {
        let mut known: Vec<Server> = Vec::new();
        for mut server in servers {
            self.cut(&mut server);
            if self.is_kept(&server) && !known.iter().any(|other| other.is_same(&server)) {
                known.push(server);
            }
        }
        known
    }

    /// Removes the query and the fragment, which a base URL does not have.
    fn cut(&mut self, server: &mut Server) {
        if !server.template().contains(['?', '#']) {
            return;
        }
        let help = "describe a query parameter of the operations";
        self.report_url(server, "has a query or a fragment, which is not sent", help);
        server.url = without_query(&server.url);
        server.template = server.template.as_deref().map(without_query);
        let template = server.template().to_owned();
        let is_used = |variable: &ServerVariable| has_variable(&template, &variable.name);
        server.variables.retain(is_used);
        if server.variables.is_empty() {
            server.template = None;
        }
    }

    fn is_kept(&mut self, server: &Server) -> bool {
        let url = server.template();
        let has_default = |one: &ServerVariable| one.default.is_some();
        let has_variables = !server.variables.is_empty();
        if names(url).is_none() {
            let help = "put the names of variables in braces";
            self.report_url(server, "has a brace without its counterpart", help);
            return false;
        }
        if !server.is_http() && server.has_scheme() {
            self.report_url(server, "is not an HTTP URL", "use an `https` URL");
            return false;
        }
        if !server.variables.iter().all(has_default) {
            let lack = "has a variable without a default, so callers must set it";
            self.report_url(server, lack, "describe it in `variables`");
        } else if let Some(fault) = server.fault() {
            let help = "correct it in an overlay";
            if has_variables {
                let lack = format!("{fault}, so callers must set its variables");
                self.report_url(server, &lack, help);
            } else {
                self.report_url(server, fault, help);
                return false;
            }
        } else if server.is_relative() && !self.has_base_url() {
            let message =
                format!("the server URL `{url}` is relative, so callers must set the base URL");
            self.reporter
                .report(Code::ServerRelative, &server.at.child("url"), message);
        }
        true
    }

    fn report_url(&mut self, server: &Server, lack: &str, help: &str) {
        let message = format!("the server URL `{}` {lack}", server.template());
        let at = server.at.child("url");
        self.reporter
            .report_with_help(Code::ServerUrl, &at, message, help);
    }

    /// Whether relative URLs have a base.
    fn has_base_url(&self) -> bool {
        let mut roots = self.openapi.servers.iter().map(server);
        roots.any(|root| root.is_usable() || root.url.starts_with("//"))
    }
}

/// A server with the defaults of its variables.
fn server(server: &openapiv3::Server) -> Server {
    let described = server.variables.iter().flatten();
    let mut variables: Vec<ServerVariable> = described
        .filter(|(name, _)| has_variable(&server.url, name))
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: (!variable.extensions.contains_key(NO_DEFAULT))
                .then(|| variable.default.clone()),
            values: variable.enumeration.clone(),
            description: variable.description.clone().unwrap_or_default(),
        })
        .collect();
    let url = variables.iter().fold(server.url.clone(), |url, variable| {
        match &variable.default {
            Some(default) => url.replace(&format!("{{{}}}", variable.name), default),
            None => url,
        }
    });
    for name in names(&server.url).unwrap_or_default() {
        if !variables.iter().any(|known| known.name == name) {
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: None,
                values: Vec::new(),
                description: String::new(),
            });
        }
    }
    Server {
        url,
        template: (!variables.is_empty()).then(|| server.url.clone()),
        variables,
        name: text(&server.extensions, SERVER_NAME)
            .or_else(|| text(&server.extensions, SPEAKEASY_SERVER_ID)),
        description: server.description.clone().unwrap_or_default(),
        at: location_in(&server.extensions),
    }
}

/// The URL up to its query or fragment.
fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or_default().to_owned()
}

fn has_variable(template: &str, name: &str) -> bool {
    template.contains(&format!("{{{name}}}"))
}

/// The names of the variables in a URL. `None` if a brace has no counterpart.
fn names(template: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}
