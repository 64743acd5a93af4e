//! The servers in the document of an API.

use crate::runtime::client::builder::ClientBuilder;

/// The URL of a server of the API, with values for its variables.
#[derive(Debug, Clone)]
pub struct ServerUrl {
    template: &'static str,
    values: Vec<(&'static str, String)>,
}

impl ServerUrl {
    /// A URL with its variables in braces, and their defaults.
    #[allow(dead_code, reason = "the servers of an SDK use it")]
    pub(crate) fn new(template: &'static str, defaults: &[(&'static str, &str)]) -> Self {
        let defaults = defaults.iter();
        Self {
            template,
            values: defaults
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        }
    }

    /// Sets a variable. The value becomes part of the URL unchanged.
    #[allow(dead_code, reason = "an API may have servers without variables")]
    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
        self
    }

    /// The URL with all values.
    pub(crate) fn url(&self) -> String {
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            url.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.values.iter().find(|(known, _)| *known == name);
            url.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        url.push_str(rest);
        url
    }
}

impl ClientBuilder {
    /// Selects a server of the API, in place of the first one. The module `servers` has a
    /// type for each server.
    pub fn server(self, server: impl Into<ServerUrl>) -> Self {
        self.base_url(server.into().url())
    }
}
