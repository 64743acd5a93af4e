//! Step 5, [`openapiv3::OpenAPI`] to [`ir::Api`](Api): says what the API is, in its own words.
//!
//! Operations are lowered first, and types as operations reach them; what nothing reaches is left out. A schema that
//! merely annotates another is that other one, so that a member's own description does not make a type.

mod all_of;
mod body;
mod event;
mod names;
mod operation;
mod param;
mod response;
mod retry;
mod schema;
mod security;
mod types;
mod union;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Schema};
use regex::Regex;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::dialect::Typed;
use crate::ir::{Api, Docs, IDEMPOTENCY, Info, PagingRule, Resource, Server, TypeDef, TypeId};
use crate::pointer::Pointer;
use crate::source::Source;

use view::{SchemaRef, View};

/// Lowers the operations that have one of the tags, or all where no tag is given.
///
/// # Errors
///
/// What the generator can't do yet, by name; a tag that no operation has.
pub fn lower(
    typed: &Typed,
    source: &Arc<Source>,
    tags: &[String],
    diagnostics: &mut Diagnostics,
) -> Result<Api, Failed> {
    let openapi = &typed.openapi;
    let empty = Components::default();
    let mut lower = Lower {
        openapi,
        components: openapi.components.as_ref().unwrap_or(&empty),
        source,
        diagnostics,
        types: IndexMap::new(),
        aliases: aliases(openapi),
        merging: Vec::new(),
        overrides: Vec::new(),
    };
    lower.overrides = lower.name_overrides();
    let resources = lower.resources(tags);
    let events = lower.events(&typed.webhooks, tags);
    let paging = lower.paging_rule();
    let retry = lower.retry_rule(&openapi.extensions, &Pointer::root());
    let security = lower.security();
    let servers: Vec<Server> = openapi.servers.iter().map(server).collect();
    lower.check_server(servers.first());
    let Lower {
        types, diagnostics, ..
    } = lower;
    diagnostics.checked(Api {
        info: info(openapi),
        servers,
        security,
        retry,
        idempotency: view::text(&openapi.extensions, IDEMPOTENCY),
        resources,
        events,
        paging,
        types,
    })
}

/// The extension at the root that says how pages are asked for and told.
const PAGING: &str = "x-sdk-paging";

/// What lowering reads and fills.
struct Lower<'a> {
    openapi: &'a OpenAPI,
    components: &'a Components,
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
    types: IndexMap<TypeId, TypeDef>,
    /// Components that are nothing but a reference, by what they refer to.
    aliases: BTreeMap<String, String>,
    /// Components whose members are being merged, to find circles.
    merging: Vec<String>,
    /// Names of methods by expressions for operation ids, a later one winning.
    overrides: Vec<(Regex, String)>,
}

impl Lower<'_> {
    fn error(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>, help: &str) {
        let diagnostic = Diagnostic::error(code, self.source, at, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    fn warning(
        &mut self,
        code: &'static str,
        at: &Pointer,
        message: impl Into<String>,
        help: &str,
    ) {
        let diagnostic = Diagnostic::warning(code, self.source, at, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    fn note(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::note(code, self.source, at, message));
    }

    /// The first server is the SDK's: it has to be a place.
    fn check_server(&mut self, server: Option<&Server>) {
        let Some(server) = server else { return };
        let at = Pointer::from_tokens(["servers", "0", "url"]);
        let url = &server.url;
        if url.contains('{') {
            let message = format!("the server `{url}` has a variable without a default");
            self.error("server-url", &at, message, "describe it under `variables`");
        } else if url.contains("://") && !["http://", "https://"].iter().any(|s| url.starts_with(s))
        {
            let message = format!("the server `{url}` is not reached by HTTP");
            self.error("server-url", &at, message, "give a URL with `https`");
        } else if !url.contains("://") {
            let message = format!(
                "the server `{url}` is a place on the host of the document, which nobody knows"
            );
            let help = "give a whole URL in an overlay; as it is, callers have to set the base URL";
            self.warning("server-relative", &at, message, help);
        }
    }

    /// The rule of paging that an overlay gives.
    fn paging_rule(&mut self) -> Option<PagingRule> {
        let value = self.openapi.extensions.get(PAGING)?;
        match serde_json::from_value(value.clone()) {
            Ok(rule) => Some(rule),
            Err(why) => {
                let at = Pointer::root().child(PAGING);
                let help = "give `page`, `pageSize` and `items`, and what there is of `number`, `size` and `total`";
                self.error(
                    "paging-rule",
                    &at,
                    format!("`{PAGING}` is no rule: {why}"),
                    help,
                );
                None
            }
        }
    }

    /// The operations by resource, resources in the order in which operations name them.
    fn resources(&mut self, tags: &[String]) -> Vec<Resource> {
        let mut resources: IndexMap<String, Resource> = IndexMap::new();
        let mut shared: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut known = Vec::new();
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            for (method, operation) in item.iter() {
                known.extend(operation.tags.iter().cloned());
                let selected = operation.tags.iter().any(|tag| tags.contains(tag));
                if !tags.is_empty() && !selected {
                    continue;
                }
                let Some(lowered) = self.operation(path, item, method, operation) else {
                    continue;
                };
                let name = names::resource(operation);
                shared
                    .entry(name.clone())
                    .and_modify(|all| all.retain(|tag| has_tag(operation, tag)))
                    .or_insert_with(|| tags_of(operation));
                let resource = resources.entry(name.clone()).or_insert_with(|| {
                    let at = lowered.at.clone();
                    self.resource(name, at)
                });
                resource.operations.push(lowered);
            }
        }
        known.sort();
        known.dedup();
        for tag in tags.iter().filter(|tag| !known.contains(*tag)) {
            let help = format!("the document has {}", known.join(", "));
            let at = Pointer::root().child("paths");
            self.error(
                "tag-unknown",
                &at,
                format!("no operation has the tag `{tag}`"),
                &help,
            );
        }
        // A group need not be a tag. A tag that all of it has describes it, unless that is another resource's name.
        let names: Vec<String> = resources.keys().cloned().collect();
        for (name, resource) in &mut resources {
            let tags = shared.remove(name).unwrap_or_default();
            let own = tags
                .into_iter()
                .filter(|tag| !names.iter().any(|name| name == tag));
            if resource.docs.description.is_none() {
                resource.docs = own
                    .map(|tag| self.tag_docs(tag))
                    .find(|docs| docs.description.is_some())
                    .unwrap_or_default();
            }
        }
        resources.into_values().collect()
    }

    fn resource(&self, name: String, first: Pointer) -> Resource {
        Resource {
            docs: self.tag_docs(&name),
            name,
            operations: Vec::new(),
            at: first,
        }
    }

    fn tag_docs(&self, name: &str) -> Docs {
        let tag = self.openapi.tags.iter().find(|tag| tag.name == name);
        Docs::new(None, tag.and_then(|tag| tag.description.clone()))
    }
}

fn tags_of(operation: &openapiv3::Operation) -> Vec<&str> {
    operation.tags.iter().map(String::as_str).collect()
}

fn has_tag(operation: &openapiv3::Operation, tag: &str) -> bool {
    operation.tags.iter().any(|own| own == tag)
}

/// The first component that is nothing but a reference to another, for each that is referred to so.
fn aliases(openapi: &OpenAPI) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    let schemas = openapi
        .components
        .iter()
        .flat_map(|components| &components.schemas);
    for (name, schema) in schemas {
        if let Some(reference) = only_reference(schema)
            && let Some(target) = schema::component_key(reference)
        {
            aliases.entry(target).or_insert_with(|| name.clone());
        }
    }
    aliases
}

/// The reference that a schema is, annotations aside.
fn only_reference(schema: &ReferenceOr<Schema>) -> Option<&str> {
    match schema {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(item) => {
            let view = View::of(item);
            let is_alone = view.properties.is_empty() && view.one_of.is_empty();
            match (view.all_of.as_slice(), is_alone) {
                ([SchemaRef::Reference(reference)], true) => Some(reference),
                _ => None,
            }
        }
    }
}

fn info(openapi: &OpenAPI) -> Info {
    let info = &openapi.info;
    Info {
        title: info.title.clone(),
        version: info.version.clone(),
        docs: Docs::new(None, info.description.clone()),
    }
}

/// A server with its variables at their defaults.
fn server(server: &openapiv3::Server) -> Server {
    let variables = server.variables.iter().flatten();
    let url = variables.fold(server.url.clone(), |url, (name, variable)| {
        url.replace(&format!("{{{name}}}"), &variable.default)
    });
    Server {
        url,
        description: server.description.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
