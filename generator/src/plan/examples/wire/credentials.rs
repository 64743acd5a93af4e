//! The credentials of emitted tests, and what requests contain because of them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::input::Encoding;
use crate::ir::{KeyLocation, Operation, SchemeKind, SecurityScheme, Server};
use crate::plan::Planner;
use crate::plan::examples::TEST_URL;
use crate::plan::names::ident;
use crate::sdk::MockClient;

/// The sample API key, and its Base64.
const KEY: (&str, &str) = ("key", "a2V5");
/// The sample user name and password, and the Base64 of `user:password`.
const USER: (&str, &str, &str) = ("user", "password", "dXNlcjpwYXNzd29yZA==");

/// Where a request carries a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Credential {
    /// The name in lower case, and the value.
    Header(String, String),
    /// `name=value`
    Query(String),
    /// `name=value`
    Cookie(String),
}

impl Planner<'_> {
    /// The client that a mock transport creates.
    pub(crate) fn mock_client(&self) -> MockClient {
        let credentials = self.credentials(&quote!(crate::ApiKey));
        let server = Server::default_of_api(&self.api.servers);
        let has_url = server.is_some_and(Server::is_usable);
        let base_url = (!has_url).then(|| quote!(.base_url(#TEST_URL)));
        let named = self.named_schemes();
        MockClient {
            builder: quote!(Client::builder() #credentials #base_url).into(),
            allows_deprecated: named.iter().any(|one| one.scheme.deprecated),
        }
    }

    /// Calls of the builder that set a credential of each security scheme, with the path of the type
    /// of keys.
    pub(super) fn credentials(&self, key: &TokenStream) -> TokenStream {
        let is_single = self.single_scheme().is_some();
        let named = self.named_schemes();
        let calls = named.iter().map(|one| {
            let setter = ident(&one.setter);
            if one.scheme.kind == SchemeKind::Basic && !is_single {
                let (user, password, _) = USER;
                quote!(.#setter(#user, #password))
            } else {
                let (text, _) = KEY;
                quote!(.#setter(#key::new(#text)))
            }
        });
        calls.collect()
    }

    /// What a request of an operation carries if the client has all credentials: those of the first
    /// alternative that requires any.
    pub(super) fn sent_credentials(&self, operation: &Operation) -> Vec<Credential> {
        if let Some(scheme) = self.single_scheme() {
            return self.sent_credential(scheme).into_iter().collect();
        }
        let schemes = &self.api.security.schemes;
        let found = |name: &String| schemes.iter().find(|one| one.name == *name);
        let mut alternatives = self.api.alternatives(operation).iter().map(|names| {
            let all = names.iter().filter_map(found);
            let sent = all.filter_map(|scheme| self.sent_credential(scheme));
            sent.collect::<Vec<_>>()
        });
        alternatives
            .find(|sent| !sent.is_empty())
            .unwrap_or_default()
    }

    fn sent_credential(&self, scheme: &SecurityScheme) -> Option<Credential> {
        let (key, encoded) = KEY;
        let authorization = |value: String| {
            let name = "authorization".to_owned();
            Some(Credential::Header(name, value))
        };
        if self.single_scheme().is_some() {
            let settings = &self.settings.auth;
            let (header, prefix, encoding) = match &scheme.kind {
                SchemeKind::ApiKey { name, .. } => (name.as_str(), String::new(), Encoding::Plain),
                SchemeKind::Http(name) => ("authorization", format!("{name} "), Encoding::Plain),
                _ => ("authorization", "Basic ".to_owned(), Encoding::Base64),
            };
            let prefix = settings.prefix.clone().unwrap_or(prefix);
            let key = match settings.encoding.unwrap_or(encoding) {
                Encoding::Plain => key,
                Encoding::Base64 => encoded,
            };
            let name = header.to_ascii_lowercase();
            return Some(Credential::Header(name, format!("{prefix}{key}")));
        }
        match &scheme.kind {
            SchemeKind::ApiKey { location, name } => Some(match location {
                KeyLocation::Header => {
                    Credential::Header(name.to_ascii_lowercase(), key.to_owned())
                }
                KeyLocation::Query => Credential::Query(format!("{name}={key}")),
                KeyLocation::Cookie => Credential::Cookie(format!("{name}={key}")),
            }),
            SchemeKind::Basic => authorization(format!("Basic {}", USER.2)),
            SchemeKind::Http(name) => authorization(format!("{name} {key}")),
            SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => {
                authorization(format!("Bearer {key}"))
            }
            SchemeKind::MutualTls => None,
        }
    }
}
