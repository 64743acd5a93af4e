//! What the client is made of: where the API is, how keys are sent, what its errors look like.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::input::Encoding;
use crate::ir::{Hint, SecurityScheme, TypeId, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::links::Folder;
use crate::plan::examples::function_name;
use crate::plan::names::scope::Scope;
use crate::plan::package::capability::Capability;
use crate::pointer::Pointer;
use crate::sdk::{self, Auth, Environment, EnvironmentBaseUrl, ErrorModel};

impl Planner<'_> {
    pub(crate) fn client(&mut self, resources: &[sdk::Resource]) -> sdk::Client {
        let base_url = self.api.servers.first().map(|server| server.url.clone());
        // A relative server is a place below where the document was served: nobody knows where.
        let base_url = base_url
            .filter(|url| url.contains("://"))
            .unwrap_or_default();
        let krate = crate::plan::package::manifest::crate_ident(self.api, self.settings);
        let auth = self.auth();
        let environment = self.environment();
        let error = self.error_model();
        let mut scope = Scope::new("models", []);
        for path in [
            "crate::Client",
            "crate::ClientBuilder",
            "crate::runtime::Api",
            "crate::runtime::RateLimitHeaders",
            "crate::runtime::client_builder",
        ] {
            scope.import_text(path);
        }
        if auth.is_some() {
            self.capabilities.insert(Capability::ApiKeys);
            for path in ["crate::runtime::AuthScheme", "crate::runtime::KeyEncoding"] {
                scope.import_text(path);
            }
        }
        if let Some(environment) = &environment {
            for path in [
                "crate::ApiKey",
                "crate::Error",
                "crate::runtime::key_from_env",
            ] {
                scope.import_text(path);
            }
            if environment.base_url.is_some() {
                scope.import_text("crate::runtime::base_url_from_env");
            }
        }
        if error.is_some() {
            for path in [
                "crate::models",
                "crate::runtime::ApiError",
                "crate::runtime::decode_error_model",
            ] {
                scope.import_text(path);
            }
        }
        let (example_call, example) = first_example(resources);
        let client = match (&environment, &auth) {
            (Some(_), _) => format!("{krate}::Client::from_env()?"),
            (None, Some(_)) => {
                format!("{krate}::Client::new({krate}::ApiKey::new(\"key\"))?")
            }
            (None, None) => format!("{krate}::Client::builder().build()?"),
        };
        let value = |is_there: bool, name: &str| {
            if is_there {
                format!("Some({name})")
            } else {
                "None".to_owned()
            }
        };
        let retry_value =
            crate::plan::operations::retry::expression(self.api.retry.as_ref(), &mut scope);
        if self.api.retry.is_some() {
            self.capabilities.insert(Capability::RetryRules);
        }
        let headers = &self.settings.headers;
        let header = |name: &str| crate::plan::literal_text(&name.to_ascii_lowercase());
        sdk::Client {
            retry_value,
            rate_limit: sdk::RateLimit {
                limit: header(&headers.rate_limit),
                remaining: header(&headers.rate_limit_remaining),
                reset: header(&headers.rate_limit_reset),
            },
            request_id: header(&headers.request_id),
            auth_value: value(auth.is_some(), "AUTH"),
            decode_error_value: value(error.is_some(), "decode_error"),
            uses: scope.uses_text(),
            title: self.docs.cell(&self.api.info.title, Folder::Root),
            title_literal: crate::plan::literal_text(&self.api.info.title),
            base_url: crate::plan::literal_text(base_url.trim_end_matches('/')),
            user_agent: crate::plan::literal_text(&crate::plan::package::manifest::user_agent(
                self.api,
                self.settings,
            )),
            auth,
            environment,
            error,
            document_date: self.settings.document.date.clone(),
            document_url: self
                .settings
                .document
                .url
                .clone()
                .unwrap_or_else(|| "openapi.yaml".to_owned()),
            blocking_example: blocking(&example),
            example_call: example_call.unwrap_or_default(),
            example_client: client,
            example,
        }
    }

    fn auth(&mut self) -> Option<Auth> {
        let security = self.api.security.as_ref()?;
        let (prefix, encoding) = match security.scheme {
            SecurityScheme::ApiKey => ("", Encoding::Plain),
            SecurityScheme::HttpBasic => ("Basic ", Encoding::Base64),
            SecurityScheme::HttpBearer => ("Bearer ", Encoding::Plain),
        };
        let settings = &self.settings.auth;
        let encoding = settings.encoding.unwrap_or(encoding);
        Some(Auth {
            header: crate::plan::literal_text(&security.header.to_lowercase()),
            prefix: crate::plan::literal_text(settings.prefix.as_deref().unwrap_or(prefix)),
            encoding: match encoding {
                Encoding::Plain => "Plain",
                Encoding::Base64 => "Base64",
            }
            .to_owned(),
        })
    }

    fn environment(&mut self) -> Option<Environment> {
        let settings = &self.settings.auth;
        let (key, header) = (&settings.environment_key, &settings.environment_header);
        let base_url = settings.environment_base_url.as_deref();
        self.api.security.as_ref()?;
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
        let expression = |name: &Option<String>| match name {
            Some(name) => format!("Some({})", crate::plan::literal_text(name)),
            None => "None".to_owned(),
        };
        Some(Environment {
            key: expression(key),
            header: expression(header),
            variable,
            names: names.join(" or "),
            docs,
            base_url: base_url.map(|name| EnvironmentBaseUrl {
                name: name.to_owned(),
                literal: crate::plan::literal_text(name),
            }),
        })
    }

    /// The schema that the settings name, else the one that most errors have.
    fn error_model(&mut self) -> Option<ErrorModel> {
        let settings = &self.settings.error;
        let named = match &settings.schema {
            Some(name) => self.component(name),
            None => None,
        };
        let id = named.or_else(|| self.usual_error())?;
        let def = self.api.types.get(&id)?;
        if !matches!(def.kind, TypeKind::Struct { .. }) {
            return None;
        }
        let text = |wire: &Option<String>| match wire {
            Some(wire) => format!("Some({})", crate::plan::literal_text(wire)),
            None => "None".to_owned(),
        };
        let model = ErrorModel {
            model: self.names.get(&id).to_owned(),
            message: text(&settings.message),
            correlation_id: text(&settings.correlation_id),
        };
        self.capabilities.insert(Capability::ErrorModel);
        Some(model)
    }

    /// A component by its name. With some operations left out by their tags, nothing may reach it.
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

    fn usual_error(&self) -> Option<TypeId> {
        let operations = self.api.operations();
        let mut counts: BTreeMap<&TypeId, usize> = BTreeMap::new();
        for failure in operations.flat_map(|operation| &operation.failures) {
            if let Some(TypeRef::Named(id)) = &failure.ty {
                *counts.entry(id).or_default() += 1;
            }
        }
        // The first of those with the most, in the order of identities.
        let most = counts.values().max().copied()?;
        counts
            .into_iter()
            .find(|(_, count)| *count == most)
            .map(|(id, _)| id.clone())
    }
}

/// The lines of an asynchronous example with blocking calls.
fn blocking(example: &[String]) -> Vec<String> {
    let lines = example.iter();
    lines
        .map(|line| {
            line.replace("async fn ", "fn ")
                .replace(".await?", ".send_blocking()?")
        })
        .collect()
}

/// A call whose code is known, for the crate's front page, and its name: one that sends something, else the first.
fn first_example(resources: &[sdk::Resource]) -> (Option<String>, Vec<String>) {
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    let current: Vec<_> = operations
        .filter(|operation| operation.deprecated.is_none())
        .collect();
    let sends = |operation: &&&sdk::Operation| {
        operation
            .page
            .parameters
            .iter()
            .any(|row| row.location == "body")
    };
    let Some(chosen) = current.iter().find(sends).or_else(|| current.first()) else {
        return (None, Vec::new());
    };
    let mut examples = chosen.page.examples.iter();
    let code = examples.find(|example| example.language.starts_with("rust"));
    (
        Some(function_name(&chosen.method).to_owned()),
        code.map(|code| code.code.clone()).unwrap_or_default(),
    )
}
