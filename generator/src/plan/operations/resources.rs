//! Resources: a file for each, with its handle, the methods of the handle and their calls.

use crate::ir::Resource;
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::docs::links::Folder;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Claim, IMPORTED, ResourceName, TypeName, distinct, ident, plain};
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
        let defined = calls.iter().cloned().chain([name.handle.clone()]);
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
        Some(sdk::Resource {
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
