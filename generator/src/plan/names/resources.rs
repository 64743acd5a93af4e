//! Names of resources and of their operations: accessors, handles, modules and methods.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Operation, Resource};
use crate::plan::names::{CLIENT_METHODS, MethodName, ModuleName, Taken, TypeName};
use crate::source_file::Source;

/// The types that every file of a resource imports.
pub(crate) const IMPORTED: &[&str] = &["Client", "Call", "Operation"];

/// The names of a resource.
#[derive(Debug, Clone)]
pub(crate) struct ResourceName {
    pub(crate) module: ModuleName,
    pub(crate) accessor: String,
    pub(crate) handle: String,
}

/// The names of all resources and operations.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResourceNames {
    resources: BTreeMap<String, ResourceName>,
    /// Resource and method by operation id.
    methods: BTreeMap<String, (String, String)>,
    /// Deprecated names of methods by operation id.
    aliases: BTreeMap<String, String>,
}

impl ResourceNames {
    /// Names the resources and operations of an API. Reports duplicate names with both locations.
    pub(crate) fn of(api: &Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Self {
        let mut names = Self::default();
        let mut accessors: BTreeMap<String, &Resource> = BTreeMap::new();
        for resource in &api.resources {
            let name = resource_name(&resource.name);
            if let Some(other) = accessors.insert(name.accessor.clone(), resource) {
                let message = format!(
                    "the resources `{}` and `{}` have the same Rust name `{}`",
                    other.name, resource.name, name.accessor
                );
                let diagnostic =
                    Diagnostic::new(Code::ResourceNameClash, source, &resource.at, message);
                diagnostics.push(diagnostic);
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
            let words = operation.given_name.as_deref().unwrap_or(&operation.name);
            let method = method_name(words);
            let alias = operation.alias.as_deref().map(method_name);
            for name in std::iter::once(&method).chain(&alias) {
                if let Some(other) = known.insert(name.clone(), operation) {
                    let message = format!(
                        "the operations `{}` (at {}) and `{}` of `{}` have the same Rust name `{name}`",
                        other.id, other.at, operation.id, resource.name
                    );
                    let diagnostic =
                        Diagnostic::new(Code::MethodNameClash, source, &operation.at, message);
                    diagnostics.push(diagnostic);
                }
            }
            if let Some(alias) = alias {
                self.aliases.insert(operation.id.clone(), alias);
            }
            self.methods
                .insert(operation.id.clone(), (resource.name.clone(), method));
        }
    }

    pub(crate) fn resource(&self, name: &str) -> Option<&ResourceName> {
        self.resources.get(name)
    }

    /// The resource and the method of an operation.
    pub(crate) fn method(&self, operation: &str) -> Option<(&ResourceName, &str)> {
        let (resource, method) = self.methods.get(operation)?;
        Some((self.resources.get(resource)?, method))
    }

    /// The deprecated name of an operation's method.
    pub(crate) fn alias(&self, operation: &str) -> Option<&str> {
        self.aliases.get(operation).map(String::as_str)
    }
}

fn method_name(words: &str) -> String {
    Taken::reserved(CLIENT_METHODS).claim(MethodName::new(words).as_str())
}

fn resource_name(words: &str) -> ResourceName {
    let accessor = Taken::reserved(CLIENT_METHODS).claim(MethodName::new(words).as_str());
    ResourceName {
        module: ModuleName::new(words),
        accessor,
        handle: Taken::reserved(IMPORTED).claim(TypeName::new(words).as_str()),
    }
}
