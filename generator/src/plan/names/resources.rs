//! Names of resources and of their operations: accessors, handles, modules and methods.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Operation, Resource};
use crate::plan::names::settle::{Claim, Contest, settle};
use crate::plan::names::words::spelled_out;
use crate::plan::names::{
    CLIENT_METHODS, MethodName, ModuleName, Taken, TypeName, plain, with_longer,
};
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
    /// Names the resources and operations of an API, and reports names that several of them claim.
    pub(crate) fn of(api: &Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Self {
        let mut names = Self::default();
        let claim = |resource: &Resource| {
            let name = &resource.name;
            Claim::new(name, with_longer(name, name))
        };
        let claims: Vec<Claim> = api.resources.iter().map(claim).collect();
        let (words, contests) = settle(&claims, |words| {
            plain(&resource_name(words).accessor).to_owned()
        });
        for contest in contests {
            for (resource, name, others) in contested(&api.resources, &words, &contest) {
                let name = resource_name(name).accessor;
                if plain(&name) == contest.key {
                    continue;
                }
                let others = others.map(|other| format!("`{}`", other.name));
                let message = format!(
                    "the name `{}` of the resource `{}` is also that of {}; this resource is `{name}`",
                    contest.key,
                    resource.name,
                    joined(others)
                );
                let code = Code::ResourceNameClash;
                diagnostics.push(Diagnostic::new(code, source, &resource.at, message));
            }
        }
        for (resource, words) in api.resources.iter().zip(&words) {
            names.methods(resource, source, diagnostics);
            names
                .resources
                .insert(resource.name.clone(), resource_name(words));
        }
        names
    }

    fn methods(
        &mut self,
        resource: &Resource,
        source: &Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) {
        let operations = &resource.operations;
        let claims: Vec<Claim> = operations.iter().map(method_claim).collect();
        let (words, contests) = settle(&claims, |words| plain(&method_name(words)).to_owned());
        for contest in contests {
            for (operation, name, others) in contested(operations, &words, &contest) {
                let name = method_name(name);
                if plain(&name) == contest.key {
                    continue;
                }
                let others = others.map(|other| format!("`{}`", other.id));
                let message = format!(
                    "the name `{}` of `{}` is also that of {} in `{}`; this method is `{name}`",
                    contest.key,
                    operation.id,
                    joined(others),
                    resource.name
                );
                let code = Code::MethodNameClash;
                diagnostics.push(Diagnostic::new(code, source, &operation.at, message));
            }
        }
        let methods = words.iter().map(|words| method_name(words));
        let mut known: BTreeSet<String> = methods.clone().collect();
        for (operation, method) in operations.iter().zip(methods) {
            let name = (resource.name.clone(), method);
            self.methods.insert(operation.id.clone(), name);
            let Some(alias) = operation.alias.as_deref().map(method_name) else {
                continue;
            };
            if known.insert(alias.clone()) {
                self.aliases.insert(operation.id.clone(), alias);
                continue;
            }
            let message = format!(
                "the other name `{alias}` of `{}` is that of another method of `{}`; it is left out",
                operation.id, resource.name
            );
            let code = Code::MethodNameClash;
            diagnostics.push(Diagnostic::new(code, source, &operation.at, message));
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

/// The possible names of a method: the given one, that of the document's override, the id, and the
/// method and path.
fn method_claim(operation: &Operation) -> Claim {
    let (words, rank, keeps) = match &operation.given_name {
        Some(given) => (given, 0, true),
        None if operation.name == operation.id => (&operation.id, 1, true),
        // An override makes several operations alike, so none of them has a better right to it.
        None => (&operation.name, 2, false),
    };
    let mut names = vec![words.clone(), operation.id.clone()];
    names.dedup();
    let method = operation.method.to_lowercase();
    names.push(format!("{method} {}", operation.path));
    names.push(format!("{method} path {}", operation.path));
    names.extend(spelled_out(&operation.id));
    Claim {
        names,
        identity: operation.id.clone(),
        rank,
        keeps,
    }
}

/// The items that claim a name, each with the words of its name and the other claimants.
fn contested<'i, T>(
    items: &'i [T],
    words: &'i [String],
    contest: &'i Contest,
) -> impl Iterator<Item = (&'i T, &'i String, impl Iterator<Item = &'i T>)> {
    contest.claimants.iter().filter_map(move |index| {
        let others = contest
            .claimants
            .iter()
            .filter(move |other| *other != index);
        let others = others.filter_map(|other| items.get(*other));
        Some((items.get(*index)?, words.get(*index)?, others))
    })
}

/// Two of several names, and the number of the others.
fn joined(names: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 2;
    let mut names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    match more {
        0 => names.join(" and "),
        more => format!("{} and {more} more", names.join(" and ")),
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
