//! Rust names. No other module creates one.
//!
//! heck converts the case of the document's words, and one rule handles reserved words. Each kind of
//! name has its own type, so that a wire name cannot be used in place of a Rust name. `ident` has
//! the rules for a single name, `type_names` names the types of an API, `resources` its resources
//! and methods.

mod ident;
mod resources;
pub(crate) mod scope;
mod type_names;

pub(crate) use ident::{
    FieldName, MethodName, ModuleName, TypeName, VariantName, constant, ident, plain,
};
pub(crate) use resources::{IMPORTED, ResourceName, ResourceNames};
pub(crate) use type_names::TypeNames;

use std::collections::BTreeSet;

/// The methods of every call.
pub(crate) const CALL_METHODS: &[&str] = &[
    "with",
    "send",
    "send_blocking",
    "build",
    "send_raw",
    "send_raw_blocking",
    "send_stream",
    "with_response",
    "with_response_blocking",
    "pages",
    "pages_blocking",
    "items",
    "items_blocking",
    "clone",
    "into_future",
    "wait",
];

/// The methods of every model with a constructor.
pub(crate) const MODEL_METHODS: &[&str] = &["new", "default", "clone"];

/// The methods of the client and of its handles.
pub(crate) const CLIENT_METHODS: &[&str] = &["new", "builder", "from_env", "clone", "default"];

/// The methods of the builder of a client.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "base_url_from_env",
    "build",
    "client_certificate",
    "clock",
    "connect_timeout",
    "follow_redirects",
    "header",
    "hook",
    "max_body_size",
    "max_concurrent",
    "mock_transport",
    "no_proxy",
    "pool_idle_timeout",
    "pool_max_idle_per_host",
    "proxy",
    "proxy_variables",
    "requests_per_minute",
    "retry",
    "root_certificates",
    "secret_header",
    "server",
    "timeout",
    "trace_context",
    "transport",
    "user_agent",
];

/// The names that are in use in one scope. A later claim of the same name gets a suffix.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken(BTreeSet<String>);

impl Taken {
    /// A scope in which these names are reserved.
    pub(crate) fn reserved(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Claims a name, with as many `_` appended as necessary, and returns it.
    pub(crate) fn claim(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        while !self.0.insert(name.clone()) {
            name = ident::suffixed(&name);
        }
        name
    }

    /// Claims a name if it is not in use. Returns whether it did.
    pub(crate) fn try_claim(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }
}
