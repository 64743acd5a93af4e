//! What the client is made of: where the API is, how keys are sent, what its errors look like.

use std::collections::BTreeMap;

use super::Planner;
use super::docs::Place;
use super::naming::FieldName;
use crate::diagnostics::Diagnostic;
use crate::ir::{Hint, Scalar, SecurityScheme, TypeId, TypeKind, TypeRef, Usage};
use crate::sdk::{self, Auth, Environment, ErrorModel};
use crate::settings::Encoding;

impl Planner<'_> {
    pub(super) fn client(&mut self, resources: &[sdk::Resource]) -> sdk::Client {
        let base_url = self.api.servers.first().map(|server| server.url.clone());
        // A relative server is a place below where the document was served: nobody knows where.
        let base_url = base_url.filter(|url| url.contains("://")).unwrap_or_default();
        sdk::Client {
            title: self.docs.cell(&self.api.info.title),
            title_literal: super::literal(&self.api.info.title),
            docs: self.docs.of_api(),
            base_url: super::literal(base_url.trim_end_matches('/')),
            user_agent: super::literal(&super::manifest::user_agent(
                self.api,
                self.settings,
            )),
            auth: self.auth(),
            environment: self.environment(),
            error: self.error_model(),
            document_date: self.settings.document.date.clone(),
            example: first_example(resources),
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
        let docs = security.docs.description.as_deref();
        Some(Auth {
            header: super::literal(&security.header.to_lowercase()),
            prefix: super::literal(settings.prefix.as_deref().unwrap_or(prefix)),
            encoding: match encoding {
                Encoding::Plain => "Plain",
                Encoding::Base64 => "Base64",
            }
            .to_owned(),
            docs: docs
                .map(|text| self.docs.lines(text, Place::Member))
                .unwrap_or_default(),
        })
    }

    fn environment(&mut self) -> Option<Environment> {
        let settings = &self.settings.auth;
        let (key, header) = (&settings.environment_key, &settings.environment_header);
        self.api.security.as_ref()?;
        let mut names = Vec::new();
        let mut docs = Vec::new();
        for (name, what) in
            [(key, "the key as the API gives it"), (header, "the ready header")]
        {
            if let Some(name) = name {
                names.push(format!("`{name}`"));
                docs.push(format!("- `{name}`: {what}"));
            }
        }
        if names.is_empty() {
            return None;
        }
        self.capabilities.insert("env");
        let variable = |name: &Option<String>| match name {
            Some(name) => format!("Some({})", super::literal(name)),
            None => "None".to_owned(),
        };
        Some(Environment {
            key: variable(key),
            header: variable(header),
            names: names.join(" or "),
            docs,
        })
    }

    /// The schema that the settings name, else the one that most errors have.
    fn error_model(&mut self) -> Option<ErrorModel> {
        let settings = &self.settings.error;
        let id = match &settings.schema {
            Some(name) => self.component(name),
            None => self.usual_error(),
        }?;
        let def = self.api.types.get(&id)?;
        let TypeKind::Struct { fields, .. } = &def.kind else { return None };
        // A model that is built has members in `Option`s all the same.
        let text = |wire: &Option<String>| {
            let wire = wire.as_ref()?;
            let field = fields.iter().find(|field| field.wire == *wire)?;
            let is_text = field.ty == TypeRef::Scalar(Scalar::String);
            let is_optional =
                !field.presence.is_required() && def.usage == Usage::Received;
            (is_text && is_optional).then(|| FieldName::new(&field.wire).to_string())
        };
        self.capabilities.insert("error_model");
        Some(ErrorModel {
            model: self.names.get(&id).to_owned(),
            message: text(&settings.message),
            correlation_id: text(&settings.correlation_id),
        })
    }

    fn component(&mut self, name: &str) -> Option<TypeId> {
        let is_it = |hint: &Hint| matches!(hint, Hint::Component { name: found } if found == name);
        let found = self
            .api
            .types
            .values()
            .find(|def| is_it(&def.hint))
            .map(|def| def.id.clone());
        if found.is_none() {
            let at =
                crate::pointer::Pointer::from_tokens(["components", "schemas", name]);
            let message = format!(
                "the settings name `{name}` as the schema of errors, which no operation has"
            );
            let diagnostic =
                Diagnostic::error("settings-error-schema", self.source, &at, message);
            self.diagnostics.push(diagnostic.help("correct `error.schema` in sdk.toml"));
        }
        found
    }

    fn usual_error(&self) -> Option<TypeId> {
        let operations =
            self.api.resources.iter().flat_map(|resource| &resource.operations);
        let mut counts: BTreeMap<&TypeId, usize> = BTreeMap::new();
        for failure in operations.flat_map(|operation| &operation.failures) {
            if let Some(TypeRef::Named(id)) = &failure.ty {
                *counts.entry(id).or_default() += 1;
            }
        }
        // The first of those with the most, in the order of identities.
        let most = counts.values().max().copied()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(id, _)| id.clone())
    }
}

/// A call whose code is known, for the crate's front page: one that sends something, else the first.
fn first_example(resources: &[sdk::Resource]) -> Vec<String> {
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    let current: Vec<_> =
        operations.filter(|operation| operation.deprecated.is_none()).collect();
    let sends = |operation: &&&sdk::Operation| {
        operation.page.parameters.iter().any(|row| row.location == "body")
    };
    let chosen = current.iter().find(sends).or_else(|| current.first());
    let examples = chosen.into_iter().flat_map(|operation| &operation.page.examples);
    let mut code = examples.filter(|example| example.language.starts_with("rust"));
    code.next().map(|example| example.code.clone()).unwrap_or_default()
}
