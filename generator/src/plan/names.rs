//! Rust names. No other module creates one.
//!
//! heck converts the case of the document's words, and one rule handles reserved words. Each kind of
//! name has its own type, so that a wire name cannot be used in place of a Rust name. `ident` and
//! `words` have the rules for a single name, `settle` makes the names of a scope distinct,
//! `type_names` and `variants` name the types of an API, `resources` its resources and methods.

mod ident;
mod resources;
pub(crate) mod scope;
mod settle;
mod type_names;
mod variants;
mod words;

pub(crate) use ident::{
    FieldName, MethodName, ModuleName, TypeName, VariantName, constant, ident, plain,
};
pub(crate) use resources::{IMPORTED, ResourceName, ResourceNames};
pub(crate) use settle::Claim;
pub(crate) use type_names::TypeNames;
pub(crate) use variants::union_variants;

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
    "send_stream_blocking",
    "send_values",
    "send_values_blocking",
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

/// Distinct names for the items of one scope, apart from the reserved ones. `name` converts words.
pub(crate) fn distinct(
    claims: &[Claim],
    reserved: &[&str],
    name: impl Fn(&str) -> String,
) -> Vec<String> {
    let reserved = Taken::reserved(reserved);
    let name = |words: &str| reserved.clone().claim(&name(words));
    let (words, _) = settle::settle(claims, |words| plain(&name(words)).to_owned());
    words.iter().map(|words| name(words)).collect()
}

/// The variants of an enum with these values, which have distinct names that depend on the values
/// alone.
pub(crate) fn value_variants<'v>(
    values: impl Iterator<Item = &'v str>,
    reserved: &[&str],
) -> Vec<String> {
    let claims: Vec<Claim> = values.map(value_claim).collect();
    distinct(&claims, reserved, |words| {
        VariantName::new(words).to_string()
    })
}

/// The words of a name, and the longer ones with which the text that it is made from is spelled out.
pub(crate) fn with_longer(words: &str, text: &str) -> Vec<String> {
    let [separators, case] = words::spelled_out(text);
    vec![words.to_owned(), separators, case]
}

/// A value keeps its name if that is the value itself.
fn value_claim(value: &str) -> Claim {
    let is_exact = VariantName::new(value).as_str() == value;
    Claim {
        rank: u8::from(!is_exact),
        ..Claim::new(value, with_longer(value, value))
    }
}

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
