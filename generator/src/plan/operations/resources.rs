//! Resources: a file for each, with its handle, the methods of the handle and their calls.

use crate::ir::Resource;
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::docs::links::Folder;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Claim, IMPORTED, ResourceName, Taken, TypeName, distinct, ident, plain};
use crate::plan::operations::headers::{HeaderSet, header_sets};
use crate::sdk;

impl Planner<'_> {
    /// A file for each resource.
    pub(crate) fn resources(&mut self) -> Vec<sdk::Resource> {
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
        let sets = header_sets(resource);
        let (calls, shared) = type_names(resource, &name, calls, &sets);
        let defined = calls.iter().flat_map(CallNames::all).cloned();
        let defined = defined
            .chain(shared.iter().cloned())
            .chain([name.handle.clone()]);
        let mut scope = Scope::new("models", defined);
        // Templates and `call!` use these by their short names.
        for path in [
            "crate::Client",
            "crate::runtime::Call",
            "crate::runtime::Operation",
            "crate::runtime::call",
        ] {
            scope.import(path);
        }
        let operations = resource
            .operations
            .iter()
            .zip(&calls)
            .map(|(operation, call)| self.operation(operation, call, &mut scope))
            .collect();
        let headers = sets.iter().zip(&shared);
        let headers = headers
            .map(|(set, name)| self.response_headers(set, name, &mut scope))
            .collect();
        Some(sdk::Resource {
            headers,
            aliases: Vec::new(),
            module: (&name.module).into(),
            file: name.module.file().to_owned(),
            accessor: ident(&name.accessor).into(),
            handle: ident(&name.handle).into(),
            title: self.docs.cell(&resource.name, Folder::Root),
            origin: resource.at.to_string(),
            docs: self.docs.of_resource(resource, DocTarget::Item),
            description: self.docs.markdown_of_resource(resource),
            accessor_docs: self.docs.of_resource(resource, DocTarget::Member),
            uses: scope.uses(),
            operations,
        })
    }

    /// The types of the calls. One with the name of the handle or of an import is `..Call`.
    fn call_names(&self, resource: &Resource, name: &ResourceName) -> Vec<String> {
        let in_use = IMPORTED.iter().copied().chain([name.handle.as_str()]);
        let in_use = in_use.map(|name| Claim::new(name, vec![name.to_owned()]));
        let methods = resource.operations.iter().map(|operation| {
            self.resources
                .method(&operation.id)
                .map_or("", |(_, method)| plain(method))
        });
        let calls = methods.map(|method| Claim {
            rank: 1,
            ..Claim::new(method, vec![method.to_owned(), format!("{method} call")])
        });
        let claims: Vec<Claim> = in_use.chain(calls).collect();
        let names = distinct(&claims, &[], |words| TypeName::new(words).to_string());
        names
            .into_iter()
            .skip(claims.len() - resource.operations.len())
            .collect()
    }
}

/// The names of the types that an operation has in the file of its resource.
#[derive(Debug, Clone)]
pub(crate) struct CallNames {
    pub(crate) call: String,
    /// The enum of its success responses, if their types differ.
    pub(crate) success: Option<String>,
    /// The struct of its response headers, which other operations may share.
    pub(crate) headers: Option<String>,
}

impl CallNames {
    fn all(&self) -> impl Iterator<Item = &String> {
        [&self.call].into_iter().chain(&self.success)
    }
}

/// The names of the types of each operation, and of the structs for sets of headers.
fn type_names(
    resource: &Resource,
    name: &ResourceName,
    calls: Vec<String>,
    sets: &[HeaderSet],
) -> (Vec<CallNames>, Vec<String>) {
    let mut taken = Taken::reserved(IMPORTED);
    for name in calls.iter().chain([&name.handle]) {
        taken.try_claim(name);
    }
    let mut named: Vec<CallNames> = Vec::new();
    for (operation, call) in resource.operations.iter().zip(calls) {
        let success = operation
            .has_success_variants()
            .then(|| taken.claim(&format!("{}Success", call.trim_end_matches('_'))));
        named.push(CallNames {
            call,
            success,
            headers: None,
        });
    }
    let mut structs = Vec::new();
    for set in sets {
        let handle = format!("{}Headers", name.handle.trim_end_matches('_'));
        let is_shared = set.operations.len() > 1 && taken.try_claim(&handle);
        let first = set.operations.first().and_then(|index| named.get(*index));
        let first = first.map_or("", |one| one.call.trim_end_matches('_'));
        let struct_name = if is_shared {
            handle
        } else {
            taken.claim(&format!("{first}Headers"))
        };
        for index in &set.operations {
            if let Some(one) = named.get_mut(*index) {
                one.headers = Some(struct_name.clone());
            }
        }
        structs.push(struct_name);
    }
    (named, structs)
}
