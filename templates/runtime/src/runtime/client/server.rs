//! The servers in the document of an API, and those that the caller selects.
//!
//! The document lists servers for the API, and for operations that have their own. A server is in
//! one or several of these lists, which have names.

use crate::runtime::call::Call;
use crate::runtime::call::options::CallOptions;
use crate::runtime::client::Client;
use crate::runtime::client::base_url::BaseUrl;
use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::client::server_url::{has_host, resolve, server_base};

/// The list of the servers of the API.
const API: &str = "API";

/// The URL of a server of the API or of some of its operations, with values for its variables.
#[derive(Debug, Clone)]
pub struct ServerUrl {
    template: &'static str,
    values: Vec<(&'static str, String)>,
    lists: &'static [&'static str],
}

impl ServerUrl {
    /// A URL with its variables in braces, the defaults of the variables, and the lists that the
    /// server is in.
    #[allow(dead_code, reason = "the servers of an SDK use it")]
    pub(crate) fn new(
        template: &'static str,
        defaults: &[(&'static str, &str)],
        lists: &'static [&'static str],
    ) -> Self {
        let defaults = defaults.iter();
        Self {
            template,
            values: defaults
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            lists,
        }
    }

    /// Sets a variable. The value becomes part of the URL unchanged.
    #[allow(dead_code, reason = "an API may have servers without variables")]
    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
        self
    }

    /// The URL with all values. An error names a variable that has none.
    pub(crate) fn url(&self) -> Result<String, String> {
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            url.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let Some((_, value)) = self.values.iter().find(|(known, _)| *known == name) else {
                return Err(format!(
                    "the variable `{name}` of the server `{}` is not set: select the server with a \
                     value for it",
                    self.template
                ));
            };
            url.push_str(value);
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }

    /// The base URL for calls to this server. `None` if the caller has set one that replaces it.
    pub(crate) fn base(&self, client: &Client) -> Result<Option<BaseUrl>, String> {
        match self.url() {
            Ok(url) => server_base(client, &url),
            // A base URL also replaces a server that lacks a value.
            Err(problem) => match server_base(client, self.template) {
                Ok(None) => Ok(None),
                _ => Err(problem),
            },
        }
    }
}

/// The servers that the caller selects for a client.
#[derive(Debug)]
pub(crate) struct ServerChoice {
    /// The base URL of the API, unless the caller sets another one.
    default: &'static str,
    selected: Vec<ServerUrl>,
    is_base_url: bool,
    problems: Vec<String>,
}

impl ServerChoice {
    pub(crate) fn new(default: &'static str) -> Self {
        Self {
            default,
            selected: Vec::new(),
            is_base_url: false,
            problems: Vec::new(),
        }
    }
}

/// Reports what is wrong with the selected servers.
pub(crate) fn report(choice: &mut ServerChoice, problems: &mut Vec<String>) {
    problems.append(&mut choice.problems);
}

/// The base URL of a client: that of the selected server of the API, unless the caller has set one.
pub(crate) fn base_url(choice: &mut ServerChoice, base: String) -> String {
    for server in &choice.selected {
        let is_valid = match server.url() {
            Ok(url) if has_host(&url) => BaseUrl::parse(&url).map(|_| ()),
            Ok(_) => Ok(()),
            Err(problem) => Err(problem),
        };
        choice.problems.extend(is_valid.err());
    }
    let is_set = base != choice.default;
    match in_list(&choice.selected, API).map(ServerUrl::url) {
        Some(Ok(url)) if !has_host(&url) => match resolve(&url, &base) {
            Ok(resolved) => {
                choice.is_base_url = !is_set;
                resolved.start()
            }
            // The problem of the base URL is reported.
            Err(_) => base,
        },
        Some(Ok(url)) if !is_set => match BaseUrl::parse(&url) {
            Ok(resolved) => {
                choice.is_base_url = true;
                resolved.start()
            }
            Err(_) => base,
        },
        _ => base,
    }
}

/// The servers that the caller has selected, in a client.
pub(crate) struct Selection {
    servers: Vec<ServerUrl>,
    /// Whether the base URL is that of one of them.
    is_base_url: bool,
}

impl From<ServerChoice> for Selection {
    fn from(choice: ServerChoice) -> Self {
        Self {
            servers: choice.selected,
            is_base_url: choice.is_base_url,
        }
    }
}

impl Selection {
    /// The last selected server that is in this list.
    #[allow(dead_code, reason = "operations with servers of their own use it")]
    pub(crate) fn in_list(&self, list: &str) -> Option<&ServerUrl> {
        in_list(&self.servers, list)
    }
}

fn in_list<'s>(servers: &'s [ServerUrl], list: &str) -> Option<&'s ServerUrl> {
    let mut servers = servers.iter().rev();
    servers.find(|server| server.lists.contains(&list))
}

/// Whether the base URL of a client is that of a server which the caller has selected.
pub(crate) fn is_selected(client: &Client) -> bool {
    client.inner.servers.is_base_url
}

/// The options with the base URL of the server in them.
pub(crate) fn resolved(mut options: CallOptions, client: &Client) -> CallOptions {
    if let Some(server) = options.server.take()
        && options.base_url.is_none()
    {
        match server.base(client) {
            Ok(base) => options.base_url = base,
            Err(problem) => options.headers.problems.push(problem),
        }
    }
    options
}

/// Why a call that lacks a value for its server cannot be sent.
pub(crate) fn problem(call: &Call) -> Option<String> {
    let server = call.options.server.as_ref()?;
    let is_sent_elsewhere = call.options.base_url.is_some();
    server.url().err().filter(|_| !is_sent_elsewhere)
}

impl ClientBuilder {
    /// Selects a server in place of the first one, for the calls of all operations that have it.
    /// The module `servers` has a type for each server.
    ///
    /// If it is called with several servers of the same operations, they are sent to the last one.
    /// [`base_url`](Self::base_url) replaces all servers except relative ones, which it completes.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.servers.selected.push(server.into());
        self
    }
}

impl CallOptions {
    /// Sends the call to this server of the API, in place of the one that the client has selected.
    /// The API key is sent there too.
    ///
    /// Like the servers of the client, it is replaced by a base URL that the caller has set on the
    /// builder of the client. [`base_url`](Self::base_url) of the options takes precedence.
    #[must_use]
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.server = Some(server.into());
        self
    }
}
