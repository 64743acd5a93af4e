//! Operations with servers of their own: where their calls are sent, and the setter that selects a
//! server if there is a choice.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, Server};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::examples::TEST_URL;
use crate::plan::literals;
use crate::plan::names::ident;
use crate::plan::names::scope::Scope;
use crate::plan::package::capability::Capability;
use crate::sdk::Setter;

/// The setter that selects a server.
pub(crate) const SERVER_SETTER: &str = "server";

impl Planner<'_> {
    /// The step that sends the calls of an operation to its own server, and the setter that selects
    /// another one.
    pub(crate) fn own_server(
        &mut self,
        operation: &Operation,
        scope: &mut Scope,
    ) -> (TokenStream, Option<Setter>) {
        let Some(list) = self.server_names.list_of(operation) else {
            let step = operation.servers.first().map(|server| {
                self.capabilities.insert(Capability::OperationServers);
                let url = literals::string(server.url.trim_end_matches('/'));
                quote!(.server(#url))
            });
            return (step.unwrap_or_default(), None);
        };
        self.capabilities.insert(Capability::ServerLists);
        let module = scope.import("crate::servers");
        let (name, ty) = (literals::string(&list.name), ident(&list.name));
        let text = format!(
            "Selects the server of this call: a [`{0}`](crate::servers::{0}).",
            list.name
        );
        let mut docs = self.docs.lines(&text, DocTarget::Member);
        docs.extend([
            String::new(),
            "A base URL of the client takes precedence, unless the server is relative to it."
                .into(),
        ]);
        let setter = Setter {
            name: ident(SERVER_SETTER).into(),
            docs,
            deprecated: None,
            argument: quote!(server: impl Into<#module::#ty>).into(),
            body: quote!(Self(self.0.select_server::<#module::#ty>(server))).into(),
        };
        let step = quote!(.servers(#name, #module::#ty::default()));
        (step, Some(setter))
    }

    /// A sentence on the servers of an operation that has its own. `module` is the path of their
    /// types, and is empty if there are no links.
    pub(crate) fn own_server_text(&self, operation: &Operation, module: &str) -> Option<String> {
        let default = Server::default_of(&operation.servers)?;
        let sent = match default.template() {
            "" => "Calls are sent to the base URL of the client".to_owned(),
            url => format!("Calls are sent to the server `{}`", self.docs.code(url)),
        };
        let sent = match default.is_relative() && !default.url.is_empty() {
            true => format!("{sent}, which is relative to the base URL"),
            false => sent,
        };
        let Some(list) = self.server_names.list_of(operation) else {
            return Some(format!("{sent}."));
        };
        let name = &list.name;
        let link = match module {
            "" => format!("`servers::{name}`"),
            module => format!("[`{name}`]({module}::{name})"),
        };
        Some(format!("{sent}, unless another {link} is selected."))
    }

    /// Whether emitted tests can call an operation: its server needs no values, or is replaced by
    /// the base URL of the tests.
    pub(crate) fn has_testable_server(&self, operation: &Operation) -> bool {
        let Some(server) = Server::default_of(&operation.servers) else {
            return true;
        };
        let is_complete = !server.url.contains('{');
        is_complete || (!server.is_relative() && !self.is_default_url(TEST_URL))
    }

    fn is_default_url(&self, url: &str) -> bool {
        let default = Server::default_of_api(&self.api.servers);
        default.is_some_and(|one| one.url.trim_end_matches('/') == url)
    }

    /// The path of the server of an operation, if requests have it although the base URL is that of
    /// a test.
    pub(crate) fn path_of_own_server(&self, operation: &Operation) -> String {
        let Some(server) = Server::default_of(&operation.servers) else {
            return String::new();
        };
        let path = match server.url.split_once("//") {
            _ if server.is_relative() => server.url.as_str(),
            Some((_, rest)) if self.is_default_url(TEST_URL) => {
                rest.split_once('/').map_or("", |(_, path)| path)
            }
            _ => "",
        };
        without_dot_segments(path)
    }
}

/// The path of a reference to a URL without a path, by RFC 3986, and without a slash at the end.
fn without_dot_segments(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.trim_matches('/').split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let path = segments.join("/");
    match path.trim_end_matches('/') {
        "" => String::new(),
        path => format!("/{path}"),
    }
}

#[test]
fn dot_segments_are_removed() {
    for (path, expected) in [
        ("", ""),
        ("/", ""),
        ("/v2/", "/v2"),
        ("../v2", "/v2"),
        ("./a/../b/.", "/b"),
    ] {
        assert_eq!(without_dot_segments(path), expected, "{path}");
    }
}
