//! Resources and operations: their names, and a file for each resource.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Planner;
use super::docs::Place;
use super::links::Folder;
use super::naming::{CLIENT_METHODS, MethodName, ModuleName, Taken, TypeName, plain};
use super::scope::Scope;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Api, Operation, Resource};
use crate::sdk;
use crate::source::Source;

/// Types that every file of a resource imports.
const IMPORTED: &[&str] = &["Client", "Call", "Operation", "Method"];

/// What a resource is called.
#[derive(Debug, Clone)]
pub(super) struct ResourceName {
    pub(super) module: ModuleName,
    pub(super) accessor: String,
    pub(super) handle: String,
}

/// What resources and operations are called.
#[derive(Debug, Clone, Default)]
pub(super) struct ResourceNames {
    resources: BTreeMap<String, ResourceName>,
    /// Resource and method by operation id.
    methods: BTreeMap<String, (String, String)>,
}

impl ResourceNames {
    /// Names the resources and operations of an API; two that claim one name are an error with both origins.
    pub(super) fn of(
        api: &Api,
        source: &Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut names = Self::default();
        let mut accessors: BTreeMap<String, &Resource> = BTreeMap::new();
        for resource in &api.resources {
            let name = resource_name(&resource.name);
            if let Some(other) = accessors.insert(name.accessor.clone(), resource) {
                let message = format!(
                    "the resources `{}` and `{}` are both called `{}`",
                    other.name, resource.name, name.accessor
                );
                let diagnostic = Diagnostic::error(
                    "resource-name-clash",
                    source,
                    &resource.at,
                    message,
                );
                diagnostics
                    .push(diagnostic.help("rename one of the tags in an overlay"));
            }
            names.methods(resource, source, diagnostics);
            names.resources.insert(resource.name.clone(), name);
        }
        names
    }

    fn methods(
        &mut self,
        resource: &Resource,
        source: &Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut known: BTreeMap<String, &Operation> = BTreeMap::new();
        for operation in &resource.operations {
            let words = operation.rust_name.as_deref().unwrap_or(&operation.name);
            let mut reserved = Taken::reserved(CLIENT_METHODS);
            let method = reserved.claim(MethodName::new(words).as_str());
            if let Some(other) = known.insert(method.clone(), operation) {
                let message = format!(
                    "the operations `{}` (at `{}`) and `{}` of `{}` are both called `{method}`",
                    other.id, other.at, operation.id, resource.name
                );
                let diagnostic = Diagnostic::error(
                    "method-name-clash",
                    source,
                    &operation.at,
                    message,
                );
                diagnostics.push(
                    diagnostic.help("give one of them an `x-rust-name` in an overlay"),
                );
            }
            self.methods.insert(operation.id.clone(), (resource.name.clone(), method));
        }
    }

    pub(super) fn resource(&self, name: &str) -> Option<&ResourceName> {
        self.resources.get(name)
    }

    /// The resource and the method of an operation.
    pub(super) fn method(&self, operation: &str) -> Option<(&ResourceName, &str)> {
        let (resource, method) = self.methods.get(operation)?;
        Some((self.resources.get(resource)?, method))
    }
}

fn resource_name(words: &str) -> ResourceName {
    let accessor =
        Taken::reserved(CLIENT_METHODS).claim(MethodName::new(words).as_str());
    ResourceName {
        module: ModuleName::new(words),
        accessor,
        handle: Taken::reserved(IMPORTED).claim(TypeName::new(words).as_str()),
    }
}

impl Planner<'_> {
    /// A file for each resource.
    pub(super) fn resources(&mut self) -> Vec<sdk::Resource> {
        let api = self.api;
        let mut resources: Vec<_> = api
            .resources
            .iter()
            .filter_map(|resource| self.resource(resource))
            .collect();
        resources.sort_by(|a, b| a.file.cmp(&b.file));
        resources
    }

    fn resource(&mut self, resource: &Resource) -> Option<sdk::Resource> {
        let name = self.resources.resource(&resource.name)?.clone();
        let calls = self.call_names(resource, &name);
        let defined = calls.iter().cloned().chain([name.handle.clone()]);
        let mut scope = Scope::new("models", defined);
        // Templates write these by their short names.
        for path in [
            "crate::Client",
            "crate::runtime::Call",
            "crate::runtime::Operation",
            "crate::runtime::call",
            "http::Method",
        ] {
            scope.import(path);
        }
        let operations = resource
            .operations
            .iter()
            .zip(&calls)
            .map(|(operation, call)| self.operation(operation, call, &mut scope))
            .collect();
        Some(sdk::Resource {
            module: name.module.to_string(),
            file: name.module.file().to_owned(),
            accessor: name.accessor.clone(),
            handle: name.handle.clone(),
            title: self.docs.cell(&resource.name, Folder::Root),
            origin: resource.at.to_string(),
            docs: self.docs.of_resource(resource, Place::Item),
            page: self.docs.page_of_resource(resource),
            accessor_docs: self.docs.of_resource(resource, Place::Member),
            uses: scope.uses(),
            operations,
        })
    }

    /// The types of the calls. One called like the handle, or like something that every file imports, steps aside.
    fn call_names(&self, resource: &Resource, name: &ResourceName) -> Vec<String> {
        let mut taken = Taken::reserved(IMPORTED);
        taken.try_claim(&name.handle);
        let methods = resource.operations.iter().map(|operation| {
            self.resources.method(&operation.id).map_or("", |(_, method)| method)
        });
        methods
            .map(|method| {
                let call = TypeName::new(plain(method)).to_string();
                if taken.try_claim(&call) {
                    call
                } else {
                    taken.claim(&format!("{}Call", call.trim_end_matches('_')))
                }
            })
            .collect()
    }
}
