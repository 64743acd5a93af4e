//! Step 6, [`openapiv3::OpenAPI`] to [`ir::Api`](Api): extracts the facts about the API.
//!
//! Operations and events are lowered first, and types when one of them refers to them; unused
//! schemas are left out. A document without operations and events is one of schemas: all of them are
//! lowered. A schema that only annotates another is not a type of its own, so that the description
//! of a property does not create a type.

mod all_of;
mod body;
mod callback;
mod content;
mod enums;
mod event;
mod hierarchy;
mod link;
mod operation;
mod operation_names;
mod param;
mod path;
mod response;
mod retry;
mod scalar_union;
mod scalars;
mod schema;
mod security;
mod server;
mod subtypes;
mod type_defs;
mod union;
mod view;
mod waiter;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Schema};
use regex::Regex;

use crate::diagnostics::{Code, Reporter};
use crate::dialect::Typed;
use crate::extensions::{IDEMPOTENCY, PAGING};
use crate::ir::{Api, Docs, Info, PagingRule, Resource, SecurityScheme, TypeDef, TypeId, TypeRef};
use crate::pointer::Pointer;

use all_of::Constraints;
use operation_names::OperationIds;
use schema::Component;
use subtypes::Subtypes;
use view::{SchemaRef, View};

/// Lowers the operations with one of the tags, or all operations if there are no tags.
///
/// Errors are everything that is not supported, and a tag that no operation has.
pub(crate) fn lower(typed: &Typed, tags: &[String], reporter: &mut Reporter<'_>) -> Api {
    let openapi = &typed.openapi;
    let empty = Components::default();
    let mut lower = Lower {
        typed,
        openapi,
        components: openapi.components.as_ref().unwrap_or(&empty),
        reporter: reporter.reborrow(),
        types: IndexMap::new(),
        deferred: VecDeque::new(),
        depth: 0,
        aliases: aliases(openapi),
        constraints: BTreeMap::new(),
        combined: BTreeMap::new(),
        unfinished: BTreeMap::new(),
        subtypes: Subtypes::of(openapi),
        overrides: Vec::new(),
        operation_ids: OperationIds::new(),
        schemes: IndexMap::new(),
    };
    lower.operation_ids = lower.operation_ids();
    lower.overrides = lower.name_overrides();
    let mut resources = lower.resources(tags);
    let events = lower.events(&typed.webhooks, tags);
    let callbacks = lower.callbacks(&resources, &events);
    if openapi.paths.paths.is_empty() && typed.webhooks.is_empty() {
        lower.components();
    }
    lower.complete_deferred();
    let paging = lower.paging_rule();
    let retry = lower.retry_rule(&openapi.extensions, &Pointer::root());
    let security = lower.security(&resources);
    let servers = lower.servers(&mut resources);
    Api {
        info: info(openapi),
        servers,
        security,
        retry,
        idempotency: view::text(&openapi.extensions, IDEMPOTENCY),
        resources,
        events,
        callbacks,
        paging,
        types: lower.types,
        left_out: Vec::new(),
    }
}

/// The state of the step.
struct Lower<'a> {
    typed: &'a Typed,
    openapi: &'a OpenAPI,
    components: &'a Components,
    reporter: Reporter<'a>,
    types: IndexMap<TypeId, TypeDef>,
    /// Components that are defined, but too deep to be completed at once.
    deferred: VecDeque<Component<'a>>,
    /// The number of components that are being completed within each other.
    depth: usize,
    /// Components that are only a reference, by their target.
    aliases: BTreeMap<String, String>,
    /// What the schemas of components say, for `allOf`. `None` while it is being determined.
    constraints: BTreeMap<String, Option<Rc<Constraints<'a>>>>,
    /// The types of values that must match several schemas, by these schemas. Each schema with
    /// `allOf` has its own, so that names do not depend on the order of the document.
    combined: BTreeMap<Vec<TypeId>, TypeRef>,
    /// Schemas whose `allOf` is being merged, and whether a part of it refers to the whole.
    unfinished: BTreeMap<TypeId, bool>,
    /// The components that include others by `allOf`.
    subtypes: Subtypes,
    /// Method names by patterns for operation ids. A later match wins.
    overrides: Vec<(Regex, String)>,
    operation_ids: OperationIds<'a>,
    /// The security schemes that requirements name. `None` for one that is not usable.
    schemes: IndexMap<String, Option<SecurityScheme>>,
}

impl Lower<'_> {
    /// Lowers all components, for a document that consists of nothing else.
    fn components(&mut self) {
        for key in self.components.schemas.keys() {
            let at = Pointer::from_tokens(["components", "schemas", key]);
            self.component(&format!("#{at}"));
        }
    }

    /// The paging rule of an overlay.
    fn paging_rule(&mut self) -> Option<PagingRule> {
        let value = self.openapi.extensions.get(PAGING)?;
        let rule = serde_json::from_value::<PagingRule>(value.clone());
        let rule = rule.map_err(|error| error.to_string());
        let checked = rule.and_then(|rule| match rule.problem() {
            Some(problem) => Err(problem.to_owned()),
            None => Ok(rule),
        });
        match checked {
            Ok(rule) => Some(rule),
            Err(why) => {
                let at = Pointer::root().child(PAGING);
                let help = "provide `page`, `offset`, `cursor`, `next` or `nextHeader`, and the \
                            other keys as described in spec/README.md";
                self.reporter.report_with_help(
                    Code::PagingRule,
                    &at,
                    format!("invalid `{PAGING}`: {why}"),
                    help,
                );
                None
            }
        }
    }

    /// The operations by resource, in the order of their first operation.
    fn resources(&mut self, tags: &[String]) -> Vec<Resource> {
        let mut resources: IndexMap<String, Resource> = IndexMap::new();
        let mut shared: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut known = Vec::new();
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            for (method, operation) in self.typed.operations(path, item) {
                known.extend(operation.tags.iter().cloned());
                let selected = operation.tags.iter().any(|tag| tags.contains(tag));
                if !tags.is_empty() && !selected {
                    continue;
                }
                let Some(lowered) = self.operation(path, item, method, operation) else {
                    continue;
                };
                let name = operation_names::resource(operation);
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
            let help = format!("the tags are {}", known.join(", "));
            let at = Pointer::root().child("paths");
            self.reporter.report_with_help(
                Code::TagUnknown,
                &at,
                format!("no operation has the tag `{tag}`"),
                &help,
            );
        }
        // A group may have another name than its tag. A tag that all of its operations have
        // describes it, unless it is the name of another resource.
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

/// The first component that is only a reference, by its target.
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

/// The reference of a schema that is nothing else, apart from annotations.
fn only_reference(schema: &ReferenceOr<Schema>) -> Option<&str> {
    match schema {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(item) => {
            let view = View::of(item);
            let is_alone = view.properties.is_empty() && view.unions.is_empty();
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

#[cfg(test)]
mod tests;
