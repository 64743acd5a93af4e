//! What links in the document's prose mean in the SDK.
//!
//! A documentation site of the kind that Codat's is names an operation by `#/operations/<operationId>` and a schema by
//! `#/schemas/<Name>`, whatever stands before. In rustdoc such a link leads to the item, in pages to the section.

use std::collections::BTreeMap;

use crate::ir::{Api, Hint};
use crate::plan::models::files::ModelFiles;
use crate::plan::names::ResourceNames;
use crate::plan::names::{TypeNames, plain};

/// Which folder of `docs/` a page stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Folder {
    /// `docs/`: a resource's page.
    Root,
    /// `docs/models/`: a model's page.
    Models,
}

/// Targets by the fragment of a URL.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    /// Paths of items.
    items: BTreeMap<String, String>,
    /// Files and sections, seen from `docs/`.
    pages: BTreeMap<String, String>,
}

impl Links {
    pub(crate) fn of(
        api: &Api,
        names: &TypeNames,
        model_files: &ModelFiles,
        resources: &ResourceNames,
    ) -> Self {
        let mut links = Self::default();
        for operation in api.operations() {
            let Some((resource, method)) = resources.method(&operation.id) else {
                continue;
            };
            let fragment = format!("/operations/{}", operation.id);
            let (module, handle) = (&resource.module, &resource.handle);
            let item = format!("crate::resources::{module}::{handle}::{}", plain(method));
            links.items.insert(fragment.clone(), item);
            let section = format!("{}.md#{}", module.file(), plain(method));
            links.pages.insert(fragment, section);
        }
        for (id, def) in &api.types {
            let own = match &def.hint {
                Hint::Component { name } | Hint::Alias { name } => Some(name),
                _ => None,
            };
            for name in own.into_iter().chain(&def.also_called) {
                let fragment = format!("/schemas/{name}");
                let item = format!("crate::models::{}", names.get(id));
                links.items.insert(fragment.clone(), item);
                let section = model_section(model_files.file(id), names.get(id));
                links.pages.insert(fragment, section);
            }
        }
        links
    }

    /// What a URL means in rustdoc. A path that was given before is given again.
    pub(crate) fn item(&self, url: &str) -> Option<String> {
        if url.starts_with("crate::") {
            return Some(url.to_owned());
        }
        self.items.get(fragment(url)?).cloned()
    }

    /// What a URL means in a page. A section that was given before is given again.
    pub(crate) fn section(&self, url: &str, from: Folder) -> Option<String> {
        let known = |page: &String| seen_from(page, from) == url;
        if self.pages.values().any(known) {
            return Some(url.to_owned());
        }
        self.pages
            .get(fragment(url)?)
            .map(|page| seen_from(page, from))
    }
}

fn fragment(url: &str) -> Option<&str> {
    url.rsplit_once('#').map(|(_, fragment)| fragment)
}

/// The section of a model, seen from `docs/`.
fn model_section(file: &str, name: &str) -> String {
    format!("models/{file}.md#{}", name.to_lowercase())
}

/// A place in `docs/` as a page in one of its folders writes it.
fn seen_from(page: &str, from: Folder) -> String {
    match (from, page.strip_prefix("models/")) {
        (Folder::Root, _) => page.to_owned(),
        (Folder::Models, Some(model)) => model.to_owned(),
        (Folder::Models, None) => format!("../{page}"),
    }
}

/// The section of a model, seen from a page.
pub(crate) fn model_link(file: &str, name: &str, from: Folder) -> String {
    seen_from(&model_section(file, name), from)
}
