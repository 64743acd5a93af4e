//! The client: the base URL of the API, its authentication and its error model.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Operation, Server, TypeId, TypeKind, TypeRef};
use crate::plan::docs::links::Folder;
use crate::plan::examples::{Form, TEST_URL, function_name};
use crate::plan::names::ident;
use crate::plan::names::scope::Scope;
use crate::plan::operations::retry;
use crate::plan::package::capability::Capability;
use crate::plan::package::manifest::{crate_ident, user_agent};
use crate::plan::{Planner, code, literals};
use crate::pointer::Pointer;
use crate::sdk::{self, Environment, EnvironmentBaseUrl, ErrorModel, Tokens};

impl Planner<'_> {
    pub(crate) fn client(&mut self) -> sdk::Client {
        // A URL that is incomplete is part of the error of a client without another one.
        let default = Server::default_of_api(&self.api.servers);
        let base_url = default.map_or("", |server| match server.is_usable() {
            true => server.url.trim_end_matches('/'),
            false => server.template(),
        });
        if !default.is_some_and(Server::is_usable) && !self.api.resources.is_empty() {
            self.capabilities.insert(Capability::RequiredUrl);
        }
        let krate = ident(&crate_ident(self.api, self.settings));
        let mut scope = Scope::new("models", []);
        let security = self.security(&mut scope);
        let is_single_key = security.as_ref().is_some_and(|one| one.is_single_key);
        let environment = is_single_key.then(|| self.environment()).flatten();
        let error = self.error_model();
        for path in [
            "crate::Client",
            "crate::ClientBuilder",
            "crate::runtime::Api",
            "crate::runtime::RateLimitHeaders",
            "crate::runtime::client_builder",
        ] {
            scope.import(path);
        }
        if let Some(environment) = &environment {
            for path in [
                "crate::ApiKey",
                "crate::Error",
                "crate::runtime::key_from_env",
            ] {
                scope.import(path);
            }
            if environment.base_url.is_some() {
                scope.import("crate::runtime::base_url_from_env");
            }
        }
        if error.is_some() {
            for path in [
                "crate::models",
                "crate::runtime::ApiError",
                "crate::runtime::decode_error_model",
            ] {
                scope.import(path);
            }
        }
        let example = self.readme_example();
        let client = match (&environment, &security) {
            _ if self.capabilities.contains(&Capability::RequiredUrl) => {
                let credentials = security.as_ref().map(|_| self.sample_credentials());
                quote!(Client::builder() #credentials .base_url(#TEST_URL).build()?)
            }
            (Some(_), _) => quote!(Client::from_env()?),
            (None, Some(one)) if one.is_single_key => {
                quote!(Client::new(#krate::ApiKey::new("key"))?)
            }
            (None, Some(_)) => {
                let sample = self.sample_credentials();
                quote!(Client::builder() #sample .build()?)
            }
            (None, None) => quote!(Client::builder().build()?),
        };
        let retry = self.api.retry.as_ref().map(|rule| {
            self.capabilities.insert(Capability::RetryRules);
            retry::expression(rule, &mut scope)
        });
        let headers = &self.settings.headers;
        let header = |name: &str| literals::string(&name.to_ascii_lowercase()).into();
        sdk::Client {
            retry_value: optional(retry),
            rate_limit: sdk::RateLimit {
                limit: header(&headers.rate_limit),
                remaining: header(&headers.rate_limit_remaining),
                reset: header(&headers.rate_limit_reset),
            },
            request_id: header(&headers.request_id),
            security_value: optional(security.as_ref().map(|_| quote!(&SECURITY))),
            decode_error_value: optional(error.as_ref().map(|_| quote!(decode_error))),
            uses: scope.uses(),
            title: self.docs.cell(&self.api.info.title, Folder::Root),
            about: self.docs.of_api(&self.api.info),
            title_literal: literals::string(&self.api.info.title).into(),
            base_url: literals::string(base_url).into(),
            user_agent: literals::string(&user_agent(self.api, self.settings)).into(),
            security,
            environment,
            error,
            document_date: self.settings.document.date.clone(),
            document_url: self
                .settings
                .document
                .url
                .clone()
                .unwrap_or_else(|| "openapi.yaml".to_owned()),
            blocking_example: example.blocking,
            example_call: example.function,
            example_client: code::statements(&quote!(let client = #client;)).unwrap_or_default(),
            example: example.lines,
        }
    }

    fn environment(&mut self) -> Option<Environment> {
        let settings = &self.settings.auth;
        let (key, header) = (&settings.environment_key, &settings.environment_header);
        let base_url = settings.environment_base_url.as_deref();
        let mut names = Vec::new();
        let mut docs = Vec::new();
        for (name, what) in [
            (key, "the unencoded API key"),
            (header, "the complete header value"),
        ] {
            if let Some(name) = name {
                names.push(format!("`{name}`"));
                docs.push(format!("- `{name}`: {what}"));
            }
        }
        let variable = key.as_ref().or(header.as_ref())?.clone();
        self.capabilities.insert(match base_url {
            Some(_) => Capability::EnvironmentBaseUrl,
            None => Capability::EnvironmentKeys,
        });
        let optional = |name: &Option<String>| literals::optional_string(name.as_deref()).into();
        Some(Environment {
            key: optional(key),
            header: optional(header),
            variable,
            names: names.join(" or "),
            docs,
            base_url: base_url.map(|name| EnvironmentBaseUrl {
                name: name.to_owned(),
                literal: literals::string(name).into(),
            }),
        })
    }

    /// The schema in the settings, or the one that most errors have.
    pub(crate) fn common_error(&mut self) -> Option<TypeId> {
        let named = match &self.settings.error.schema {
            Some(name) => self.component(name),
            None => None,
        };
        named.or_else(|| self.usual_error())
    }

    fn error_model(&mut self) -> Option<ErrorModel> {
        let settings = &self.settings.error;
        let id = self.error.clone()?;
        let def = self.api.types.get(&id)?;
        if !matches!(def.kind, TypeKind::Struct { .. }) {
            return None;
        }
        let optional = |wire: &Option<String>| literals::optional_string(wire.as_deref()).into();
        let details = settings.details.iter().map(|name| literals::string(name));
        let model = ErrorModel {
            model: ident(self.names.get(&id)).into(),
            message: optional(&settings.message),
            correlation_id: optional(&settings.correlation_id),
            details: quote!(#(#details),*).into(),
        };
        self.capabilities.insert(Capability::ErrorModel);
        Some(model)
    }

    /// A component by its name. If operations are excluded by tags, it may be unused.
    fn component(&mut self, name: &str) -> Option<TypeId> {
        let is_it = |hint: &Hint| matches!(hint, Hint::Component { name: found } if found == name);
        let found = self.api.types.values().find(|def| is_it(&def.hint));
        if found.is_none() {
            let at = Pointer::from_tokens(["components", "schemas", name]);
            let message = format!(
                "the error schema `{name}` in the settings is not used by any operation; the inferred one is used instead"
            );
            let diagnostic = Diagnostic::new(Code::SettingsErrorSchema, self.source, &at, message);
            self.diagnostics.push(diagnostic);
        }
        found.map(|def| def.id.clone())
    }

    /// The example for the README: of the first operation with a body, otherwise of the first one.
    /// Empty if there is no operation that is not deprecated.
    fn readme_example(&mut self) -> ReadmeExample {
        let api = self.api;
        let mut current = api.operations().filter(|one| one.deprecation.is_none());
        let first = current.next();
        let has_body = |operation: &&Operation| operation.body.is_some();
        let Some(chosen) = first
            .filter(has_body)
            .or_else(|| current.find(has_body))
            .or(first)
        else {
            return ReadmeExample::default();
        };
        let inputs = self.inputs(chosen, &mut Scope::new("models", []));
        let program = |form| {
            let example = self.first_call_example(chosen, &inputs, form)?;
            Some(example.program())
        };
        let method = self.resources.method(&chosen.id);
        ReadmeExample {
            function: function_name(method.map_or("", |(_, method)| method)).to_owned(),
            lines: program(Form::Send).unwrap_or_default(),
            blocking: program(Form::SendBlocking).unwrap_or_default(),
        }
    }

    fn usual_error(&self) -> Option<TypeId> {
        let operations = self.api.operations();
        let mut counts: BTreeMap<&TypeId, usize> = BTreeMap::new();
        for failure in operations.flat_map(|operation| &operation.failures) {
            if let Some(TypeRef::Named(id)) = &failure.ty {
                *counts.entry(id).or_default() += 1;
            }
        }
        // The first of the most frequent ones, in the order of ids.
        let most = counts.values().max().copied()?;
        counts
            .into_iter()
            .find(|(_, count)| *count == most)
            .map(|(id, _)| id.clone())
    }
}

/// The example of the README.
#[derive(Default)]
struct ReadmeExample {
    /// The name of its function.
    function: String,
    lines: Vec<String>,
    /// The same with a blocking call.
    blocking: Vec<String>,
}

/// `Some(value)` or `None`
fn optional(value: Option<TokenStream>) -> Tokens {
    match value {
        Some(value) => quote!(Some(#value)).into(),
        None => quote!(None).into(),
    }
}
