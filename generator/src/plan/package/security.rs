//! Authentication: how the credentials of each security scheme are sent, and the methods of the
//! builder that set them.
//!
//! An API whose operations all require the same key in a header has `api_key`. For others, each
//! scheme has a method of its own, and the runtime chooses between them for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::input::{AuthSettings, Encoding};
use crate::ir::{Alternatives, KeyLocation, SchemeKind, SecurityScheme};
use crate::plan::docs::DocTarget;
use crate::plan::docs::links::Folder;
use crate::plan::names::scope::Scope;
use crate::plan::names::{BUILDER_METHODS, FieldName, Taken, constant, ident, plain};
use crate::plan::package::capability::Capability;
use crate::plan::package::oauth::endpoints_static;
use crate::plan::{Planner, literals};
use crate::sdk::{self, CredentialSetter, SchemeFormat, Tokens};

/// A scheme with credentials, and the names of its items.
pub(in crate::plan) struct Named<'a> {
    pub(in crate::plan) scheme: &'a SecurityScheme,
    /// The method of the builder.
    pub(in crate::plan) setter: String,
    /// The method that sets a provider.
    provider: String,
    /// The method that sets a grant of OAuth.
    pub(super) grant: String,
    /// The static with its format.
    pub(super) format: String,
    /// The static with the URLs of OAuth.
    pub(super) endpoints: String,
}

impl<'a> Planner<'a> {
    pub(crate) fn security(&mut self, scope: &mut Scope) -> Option<sdk::Security> {
        let named = self.named_schemes();
        if named.is_empty() {
            return None;
        }
        self.capabilities.insert(Capability::Credentials);
        let single = self.single_scheme();
        let mut formats: Vec<SchemeFormat> =
            named.iter().map(|one| self.format(one, scope)).collect();
        let endpoints = named.iter().filter_map(|one| endpoints_static(one, scope));
        formats.extend(endpoints);
        let setters = named
            .iter()
            .flat_map(|one| self.credential_setters(one, scope))
            .collect();
        let (ty, requirements) = match single {
            Some(scheme) => {
                self.capabilities.insert(Capability::SingleKey);
                let ty = scope.import("crate::runtime::SingleScheme");
                let (name, header) = (
                    literals::string(&scheme.name),
                    literals::string(&header(scheme).unwrap_or_default()),
                );
                let value = quote!(SingleScheme { schemes: &[#name], header: #header });
                (ty, value)
            }
            None => {
                self.capabilities.insert(Capability::SecurityRequirements);
                let ty = scope.import("crate::runtime::Requirements");
                (ty, self.requirements(&named))
            }
        };
        Some(sdk::Security {
            is_single_key: single.is_some(),
            formats,
            ty: ty.into(),
            requirements: requirements.into(),
            setters,
            sample: self.sample_line(),
        })
    }

    /// The schemes that have credentials. A client certificate is a setting of the transport.
    pub(in crate::plan) fn named_schemes(&self) -> Vec<Named<'a>> {
        let schemes = self.api.security.schemes.iter();
        let schemes = schemes.filter(|scheme| scheme.kind != SchemeKind::MutualTls);
        if let Some(scheme) = self.single_scheme() {
            return vec![Named {
                scheme,
                setter: "api_key".to_owned(),
                provider: "api_key_provider".to_owned(),
                grant: String::new(),
                format: "AUTH".to_owned(),
                endpoints: String::new(),
            }];
        }
        let mut taken = Taken::reserved(BUILDER_METHODS);
        let mut statics = Taken::reserved(&["API", "SECURITY"]);
        schemes
            .map(|scheme| {
                let name = FieldName::new(&scheme.name);
                let words = plain(name.as_str()).trim_matches('_');
                Named {
                    scheme,
                    setter: taken.claim(name.as_str()),
                    provider: taken.claim(&format!("{words}_provider")),
                    grant: taken.claim(&format!("{words}_grant")),
                    format: statics.claim(&constant(words)),
                    endpoints: statics.claim(&format!("{}_ENDPOINTS", constant(words))),
                }
            })
            .collect()
    }

    /// The scheme of an API whose operations all require the same key in a header, and nothing
    /// else.
    pub(in crate::plan) fn single_scheme(&self) -> Option<&'a SecurityScheme> {
        let [scheme] = self.api.security.schemes.as_slice() else {
            return None;
        };
        let is_key = match &scheme.kind {
            SchemeKind::ApiKey { location, .. } => *location == KeyLocation::Header,
            SchemeKind::Http(_) => true,
            // The settings say how a single string becomes the header.
            SchemeKind::Basic => self.settings.auth != AuthSettings::default(),
            _ => false,
        };
        let is_only = |alternatives: &Alternatives| matches!(alternatives.as_slice(), [one] if matches!(one.as_slice(), [name] if *name == scheme.name));
        let mut operations = self.api.operations();
        let all = operations.all(|operation| is_only(self.api.alternatives(operation)));
        (is_key && all).then_some(scheme)
    }

    /// The static that says how the key of a scheme is sent.
    fn format(&mut self, named: &Named<'_>, scope: &mut Scope) -> SchemeFormat {
        let scheme = named.scheme;
        let (docs, ty, value) = match &scheme.kind {
            SchemeKind::ApiKey {
                location: KeyLocation::Query,
                name,
            } => {
                self.capabilities.insert(Capability::QueryKeys);
                let ty = scope.import("crate::runtime::QueryScheme");
                let name = literals::string(name);
                let docs = "How an API key is sent in the query.";
                (docs, ty.clone(), quote!(#ty { name: #name }))
            }
            SchemeKind::ApiKey {
                location: KeyLocation::Cookie,
                name,
            } => {
                self.capabilities.insert(Capability::CookieKeys);
                let ty = scope.import("crate::runtime::CookieScheme");
                let name = literals::string(name);
                let docs = "How an API key is sent in a cookie.";
                (docs, ty.clone(), quote!(#ty { name: #name }))
            }
            _ => {
                self.capabilities.insert(Capability::HeaderKeys);
                let ty = scope.import("crate::runtime::AuthScheme");
                let docs = "How an API key is sent in a header.";
                (docs, ty, self.header_format(named, scope))
            }
        };
        SchemeFormat {
            docs: docs.to_owned(),
            name: ident(&named.format).into(),
            ty: ty.into(),
            value: value.into(),
        }
    }

    fn header_format(&self, named: &Named<'_>, scope: &mut Scope) -> TokenStream {
        let (prefix, encoding) = match &named.scheme.kind {
            SchemeKind::Basic => ("Basic ".to_owned(), Encoding::Base64),
            SchemeKind::Http(scheme) => (format!("{scheme} "), Encoding::Plain),
            SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => {
                ("Bearer ".to_owned(), Encoding::Plain)
            }
            SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => (String::new(), Encoding::Plain),
        };
        // The settings are about the only key.
        let settings = self.single_scheme().map(|_| &self.settings.auth);
        let prefix = settings
            .and_then(|settings| settings.prefix.clone())
            .unwrap_or(prefix);
        let encoding = settings
            .and_then(|settings| settings.encoding)
            .unwrap_or(encoding);
        let header = literals::string(&header(named.scheme).unwrap_or_default());
        let prefix = literals::string(&prefix);
        let ty = scope.import("crate::runtime::AuthScheme");
        let encodings = scope.import("crate::runtime::KeyEncoding");
        let encoding = match encoding {
            Encoding::Plain => quote!(#encodings::Plain),
            Encoding::Base64 => quote!(#encodings::Base64),
        };
        quote!(#ty { header: #header, prefix: #prefix, encoding: #encoding })
    }

    fn credential_setters(
        &mut self,
        named: &Named<'_>,
        scope: &mut Scope,
    ) -> Vec<CredentialSetter> {
        let scheme = named.scheme;
        let (name, format) = (literals::string(&scheme.name), ident(&named.format));
        let provider = scope.import("crate::KeyProvider");
        let is_single = self.single_scheme().is_some();
        let is_basic = scheme.kind == SchemeKind::Basic && !is_single;
        let (arguments, body) = if is_basic {
            self.capabilities.insert(Capability::BasicCredentials);
            let with_basic = scope.import("crate::runtime::with_basic");
            (
                quote!(username: impl Into<String>, password: impl Into<String>),
                quote!(#with_basic(self, #name, &#format, username, password)),
            )
        } else {
            let key = scope.import("crate::ApiKey");
            let with_key = scope.import("crate::runtime::with_key");
            (
                quote!(key: #key),
                quote!(#with_key(self, #name, &#format, key)),
            )
        };
        let with_provider = scope.import("crate::runtime::with_key_provider");
        let summary = summary(scheme);
        let deprecated = scheme.deprecated.then(|| {
            let note = "deprecated in the API's document";
            Tokens::from(literals::string(note))
        });
        let docs = if is_single {
            vec!["Sets the API key that authenticates every request.".to_owned()]
        } else {
            self.scheme_docs(scheme, &summary)
        };
        let provider_docs = if is_single {
            "Sets a provider of API keys, in place of a fixed key. It is called before each attempt."
                .to_owned()
        } else {
            format!(
                "Sets a provider of the credential that [`{}`](Self::{}) takes. It is called before \
                 each attempt of a call that needs it.",
                plain(&named.setter),
                plain(&named.setter)
            )
        };
        let grant = self.grant_setter(named, scope);
        let mut setters = vec![
            CredentialSetter {
                docs,
                name: ident(&named.setter).into(),
                deprecated: deprecated.clone(),
                condition: None,
                arguments: arguments.into(),
                body: body.into(),
                summary: self.docs.cell(&summary, Folder::Root),
            },
            CredentialSetter {
                docs: self.docs.lines(&provider_docs, DocTarget::Member),
                name: ident(&named.provider).into(),
                deprecated,
                condition: None,
                arguments: quote!(provider: impl #provider).into(),
                body: quote!(#with_provider(self, #name, &#format, provider)).into(),
                summary: String::new(),
            },
        ];
        setters.extend(grant);
        setters
    }

    fn scheme_docs(&self, scheme: &SecurityScheme, summary: &str) -> Vec<String> {
        let mut text = format!(
            "Sets the credential of the security scheme `{}`: {summary}.",
            scheme.name
        );
        if let Some(description) = &scheme.docs.description {
            text.push_str("\n\n");
            text.push_str(description);
        }
        self.docs.lines(&text, DocTarget::Member)
    }

    /// `Requirements { .. }`
    fn requirements(&self, named: &[Named<'_>]) -> TokenStream {
        let alternatives = |alternatives: &Alternatives| {
            let combinations = alternatives.iter().map(|schemes| {
                let names = schemes
                    .iter()
                    .filter(|name| named.iter().any(|one| one.scheme.name == **name))
                    .map(|name| literals::string(name));
                quote!(&[#(#names),*])
            });
            quote!(&[#(#combinations),*])
        };
        let default = alternatives(&self.api.security.alternatives);
        let mut own: Vec<(&str, TokenStream)> = self
            .api
            .operations()
            .filter_map(|operation| {
                let security = operation.security.as_ref()?;
                let is_other = *security != self.api.security.alternatives;
                is_other.then(|| (operation.id.as_str(), alternatives(security)))
            })
            .collect();
        own.sort_by_key(|(id, _)| *id);
        let operations = own.into_iter().map(|(id, alternatives)| {
            let id = literals::string(id);
            quote!((#id, #alternatives))
        });
        let mut headers: Vec<String> = named.iter().filter_map(|one| header(one.scheme)).collect();
        headers.sort();
        headers.dedup();
        quote! {
            Requirements {
                default: #default,
                operations: &[#(#operations),*],
                headers: &[#(#headers),*],
            }
        }
    }
}

/// The header that carries the credential of a scheme, in lower case.
fn header(scheme: &SecurityScheme) -> Option<String> {
    match &scheme.kind {
        SchemeKind::ApiKey {
            location: KeyLocation::Header,
            name,
        } => Some(name.to_ascii_lowercase()),
        SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => None,
        _ => Some("authorization".to_owned()),
    }
}

/// What the setter of a scheme takes and how it is sent, as part of a sentence.
fn summary(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::ApiKey { location, name } => {
            let location = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query parameter",
                KeyLocation::Cookie => "cookie",
            };
            format!("an API key in the {location} `{name}`")
        }
        SchemeKind::Basic => "a user name and a password (HTTP `Basic`)".to_owned(),
        SchemeKind::Http(name) => format!("a token (HTTP `{name}`)"),
        SchemeKind::OAuth2(_) => "an access token of OAuth 2.0".to_owned(),
        SchemeKind::OpenIdConnect(_) => "an access token of OpenID Connect".to_owned(),
        SchemeKind::MutualTls => "a client certificate".to_owned(),
    }
}
