//! Servers: the base URLs of an API or an operation.

use serde::Serialize;

use crate::pointer::Pointer;

/// A server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The URL, with the defaults of its variables. A variable without a default is in braces.
    pub url: String,
    /// The URL with its variables in braces, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The variables in the URL.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<ServerVariable>,
    /// The name, since OpenAPI 3.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The description, in Markdown.
    pub description: String,
    /// Its location.
    #[serde(skip)]
    pub at: Pointer,
}

/// A variable in the URL of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerVariable {
    /// The name.
    pub name: String,
    /// The default value. None if the document does not describe the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The allowed values. Empty if all values are allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The description, in Markdown.
    pub description: String,
}

impl Server {
    /// The URL with its variables in braces.
    #[must_use]
    pub fn template(&self) -> &str {
        self.template.as_deref().unwrap_or(&self.url)
    }

    /// Whether requests can be sent to the URL: it is absolute and complete.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.is_http() && self.fault().is_none() && !self.url.contains('{')
    }

    /// Whether the scheme of the URL is `https` or `http`.
    #[must_use]
    pub fn is_http(&self) -> bool {
        let scheme = self.url.split_once("://").map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| {
            ["https", "http"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known))
        })
    }

    /// Whether the URL has a scheme that is not a variable.
    #[must_use]
    pub fn has_scheme(&self) -> bool {
        let start = self.url.split('/').next().unwrap_or_default();
        let scheme = start.split_once(':').map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| !scheme.contains('{'))
    }

    /// Whether the URL is relative to the base URL of a client. One that begins with `//` is not:
    /// it has a host.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        let start = self.url.split('/').next().unwrap_or_default();
        !self.url.starts_with("//") && !start.contains([':', '{'])
    }

    /// What a client refuses in a URL.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        if !self.url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Some("has a character that is not allowed in a URL");
        }
        let after_scheme = self.url.split_once("://").map(|(_, rest)| rest);
        let rest = after_scheme.or(self.url.strip_prefix("//"))?;
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return Some("has a user or a password");
        }
        let (host, port) = match authority.rfind([':', ']']).map(|at| authority.split_at(at)) {
            Some((host, port)) if port.starts_with(':') => (host, port.get(1..)),
            _ => (authority, None),
        };
        let is_valid = |port: &str| port.parse::<u16>().is_ok() || port.contains('{');
        if host.is_empty() || !port.is_none_or(is_valid) {
            return Some("has no valid host and port");
        }
        None
    }

    /// Whether it is the same server as another one: they have the same URLs.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let variables = |server: &Self| -> Vec<_> {
            let variables = server.variables.iter();
            let facts = variables.map(|one| (&one.name, &one.default, &one.values));
            facts
                .map(|(a, b, c)| (a.clone(), b.clone(), c.clone()))
                .collect()
        };
        self.template() == other.template() && variables(self) == variables(other)
    }

    /// The server of an operation's list that is used unless the caller selects another one: the
    /// first one that is complete.
    #[must_use]
    pub fn default_of(servers: &[Self]) -> Option<&Self> {
        let is_complete = |server: &&Self| !server.url.contains('{') && server.fault().is_none();
        servers.iter().find(is_complete).or(servers.first())
    }

    /// The server of the API that is used by default: the first one that is not relative either.
    #[must_use]
    pub fn default_of_api(servers: &[Self]) -> Option<&Self> {
        let mut usable = servers.iter().filter(|server| server.is_usable());
        usable.next().or(servers.first())
    }
}
